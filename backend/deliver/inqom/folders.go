package inqom

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/statement"
)

// The routes that are used, below the address of the API.
const (
	pathFirms  = "/provisioning/users/internal-access"
	pathFirm   = "/provisioning/companies/"
	endFolders = "/accounting-folders"
)

// How old the list of folders may be: to match accounts, a thousand of which are not a
// thousand questions, and for a person who may have changed something at Inqom just now.
const (
	matchAge  = 5 * time.Minute
	personAge = 30 * time.Second
)

// access is a firm, a company or a folder that the user reaches.
type access struct {
	ID        scalar `json:"Id"`
	CompanyID scalar `json:"CompanyId"`
	Name      scalar `json:"Name"`
	Type      scalar `json:"AccessType"`
}

// company is the number that its folders are listed under: Id of a « Company » (a firm),
// CompanyId of a « Pme »; "" for what holds no folders.
func (a access) company() string {
	id := scalar("")
	switch strings.ToLower(string(a.Type)) {
	case "company":
		id = a.ID
	case "pme":
		id = a.CompanyID
	}
	if !isID(string(id)) {
		return ""
	}
	return string(id)
}

// folder is a « dossier » at Inqom.
type folder struct {
	id, name, siren, siret, reference, status string
	firm                                      string // its name, when there are several
}

// wire is a folder as the API has it. Siren and Nic together are the SIRET.
type wire struct {
	ID         scalar `json:"Id"`
	Siren      scalar `json:"Siren"`
	Nic        scalar `json:"Nic"`
	Name       scalar `json:"Name"`
	ExternalID scalar `json:"ExternalId"`
	Status     scalar `json:"Status"`
}

// Of Status only « Active » was ever seen, and nothing public lists the others. A folder
// whose status plainly says that its books are over is left out. One whose status is neither
// is shown, and taken when a person chose it, but is never chosen by the program.
var (
	openStatuses   = []string{"", "active"}
	closedStatuses = []string{"archived", "cancelled", "canceled", "closed", "deleted", "disabled", "inactive", "terminated"}
)

func (f folder) open() bool   { return slices.Contains(openStatuses, strings.ToLower(f.status)) }
func (f folder) closed() bool { return slices.Contains(closedStatuses, strings.ToLower(f.status)) }

// Folders lists the folders that are not closed and match a search: a SIRET or SIREN by its
// digits, else a part of the name, of the reference or of the number. Errors are French. See
// deliver.Partner.
func (c *Client) Folders(ctx context.Context, a deliver.Access, search string) ([]deliver.Folder, error) {
	s, err := c.session(a)
	if err != nil {
		return nil, faultOf(err)
	}
	ctx, cancel := c.bounded(ctx)
	defer cancel()
	list, err := s.list(ctx, personAge)
	if err != nil {
		return nil, faultOf(err)
	}
	found := []deliver.Folder{}
	for _, f := range list {
		if !f.closed() && f.fits(search) {
			found = append(found, f.shown())
		}
	}
	slices.SortStableFunc(found, func(a, b deliver.Folder) int {
		return cmp.Compare(statement.Fold(a.Name), statement.Fold(b.Name))
	})
	return found, nil
}

func (f folder) fits(search string) bool {
	if number := digits(search); (len(number) == 14 || len(number) == 9) && strings.Trim(search, "0123456789 \u00a0\u202f") == "" {
		return strings.HasPrefix(cmp.Or(f.siret, f.siren), number) || number[:9] == f.siren && f.siret == ""
	}
	part := statement.Fold(search)
	return slices.ContainsFunc([]string{f.name, f.reference, f.id}, func(text string) bool { return strings.Contains(statement.Fold(text), part) })
}

func (f folder) shown() deliver.Folder {
	name := f.name
	if f.firm != "" {
		name += " · " + f.firm
	}
	if !f.open() {
		name += " (statut « " + f.status + " »)"
	}
	return deliver.Folder{ID: f.id, Name: name, SIRET: cmp.Or(f.siret, f.siren), Reference: f.reference}
}

// list is the folders of all of the user's firms, those in memory when they are not older
// than age. It is asked for once at a time: who waits meanwhile gets what came.
func (s session) list(ctx context.Context, age time.Duration) ([]folder, error) {
	if err := enter(ctx, s.listing); err != nil {
		return nil, err
	}
	defer leave(s.listing)
	if old := s.now().Sub(s.listedAt); !s.listedAt.IsZero() && old >= 0 && old < age {
		return s.folders, nil
	}
	firms, err := s.firms(ctx)
	if err != nil {
		return nil, err
	}
	var list []folder
	for _, f := range firms {
		// One firm that cannot be read fails all: « the only one » would be said of a part.
		some, err := s.foldersOf(ctx, f, len(firms) > 1)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	s.folders, s.listedAt = list, s.now()
	return list, nil
}

// firms lists the firms that the user reaches.
func (s session) firms(ctx context.Context) ([]access, error) {
	var list []access
	if err := s.read(ctx, pathFirms, &list); err != nil {
		return nil, err
	}
	var firms []access
	for _, a := range list {
		known := slices.ContainsFunc(firms, func(f access) bool { return f.company() == a.company() })
		if a.company() != "" && !known {
			firms = append(firms, a)
		}
	}
	if len(firms) == 0 {
		return nil, trouble(deliver.Refused, codeNone, "Inqom ne donne à cet utilisateur l'accès à aucun cabinet.",
			"Dans Inqom, donnez à cet utilisateur l'accès au cabinet, puis testez.")
	}
	return firms, nil
}

func (s session) foldersOf(ctx context.Context, firm access, several bool) ([]folder, error) {
	var list []wire
	if err := s.read(ctx, pathFirm+firm.company()+endFolders, &list); err != nil {
		return nil, err
	}
	var folders []folder
	for _, w := range list {
		if !isID(string(w.ID)) {
			continue
		}
		f := folder{id: string(w.ID), name: s.clean(string(w.Name), longestWords), siren: number(w.Siren, 9),
			reference: s.clean(string(w.ExternalID), longestCode), status: s.clean(string(w.Status), longestCode)}
		if nic := number(w.Nic, 5); f.siren != "" && nic != "" {
			f.siret = f.siren + nic
		}
		if several {
			f.firm = s.clean(string(firm.Name), longestCode)
		}
		folders = append(folders, f)
	}
	return folders, nil
}

// read asks for a list. An answer that says « no content », or null, is an empty one.
func (s *session) read(ctx context.Context, path string, list any) error {
	a, err := s.get(ctx, path)
	if err != nil || a.status == http.StatusNoContent {
		return err
	}
	if json.Unmarshal(a.body, list) != nil {
		return s.unclear(a, "Adresse de l'API")
	}
	return nil
}

// isID reports whether a text can stand in a path and in a file's name.
func isID(text string) bool {
	return text != "" && len(text) <= 36 && strings.Trim(text, "0123456789abcdefABCDEF-") == ""
}

// number is a number of so many digits, without its spaces; one that lost its leading zeros
// as a JSON number has them back. "" for anything else.
func number(text scalar, length int) string {
	only := digits(string(text))
	if only == "" || len(only) > length || strings.Trim(only, "0") == "" {
		return ""
	}
	return strings.Repeat("0", length-len(only)) + only
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}
