package roster

import (
	"cmp"
	"slices"
	"strings"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/siren"
	"sobank/backend/statement"
)

// Judge says what each row of a list would do to what is stored. It is a pure rule: an empty
// cell leaves what is there, a row that is refused leaves nothing behind, and the rows of one
// client must agree. firmID is the firm of the rows that name none; 0 is none.
func Judge(rows []Row, firmID int64, known Known) []Entry {
	j := newJudge(firmID, known)
	entries := make([]Entry, len(rows))
	for i, row := range rows {
		entries[i] = j.entry(row)
	}
	return entries
}

// judge remembers what the rows before would have done.
type judge struct {
	known    Known
	firmID   int64
	clients  *clients
	accounts map[string]KnownAccount // by key
	people   map[string]Person       // by e-mail
	lines    map[string]int          // which row gave an account, by key
}

func newJudge(firmID int64, known Known) *judge {
	j := &judge{known: known, firmID: firmID, clients: newClients(known.Clients), accounts: map[string]KnownAccount{},
		people: map[string]Person{}, lines: map[string]int{}}
	for _, a := range known.Accounts {
		for _, key := range append([]string{a.Key}, a.Aliases...) {
			j.accounts[key] = a
		}
	}
	for _, p := range known.People {
		j.people[p.Email] = p
	}
	if firmID == 0 && len(known.Firms) == 1 {
		j.firmID = known.Firms[0].ID
	}
	return j
}

// reading is a row while it is judged.
type reading struct {
	*judge
	row     Row
	firm    KnownFirm
	entry   Entry
	client  client.Client // what the row leads to; ID 0: it is not known who
	claims  []claim       // what the row says of its client
	account *KnownAccount // the stored one, nil for a new one
	key     string
}

func (j *judge) entry(row Row) Entry {
	r := &reading{judge: j, row: row, entry: Entry{Line: row.Line, FirmName: row.Cells[Firm], ClientName: row.Cells[Name], IBAN: row.Cells[IBAN]}}
	if r.findFirm() {
		r.readIBAN()
		r.readClient()
		r.readAccount()
	}
	if len(r.entry.Refusals) > 0 {
		r.entry.Verdict, r.entry.Do, r.entry.Changes = Refused, Deed{}, nil
		r.entry.NewClient, r.entry.NewAccount = false, false
		return r.entry
	}
	r.commit()
	return r.entry
}

// commit lets the rows after know what this one does.
func (r *reading) commit() {
	r.clients.put(r.client)
	r.clients.claim(r.client.ID, r.row.Line, r.claims)
	if r.key != "" {
		r.lines[r.key] = r.row.Line
	}
	switch {
	case r.entry.NewClient || r.entry.NewAccount:
		r.entry.Verdict = New
	case len(r.entry.Changes) > 0:
		r.entry.Verdict = Changed
	default:
		r.entry.Verdict = Unchanged
	}
}

// refuse notes why the row is left out, in the words of an error or in its own.
func (r *reading) refuse(f Field, err error) {
	r.entry.Refusals = append(r.entry.Refusals, Refusal{Field: f, Message: fault.From(err).Message})
}

func (r *reading) refusef(f Field, format string, args ...any) {
	r.refuse(f, fault.Newf(fault.Invalid, format, args...))
}

func (r *reading) change(f Field, before, after string) {
	r.entry.Changes = append(r.entry.Changes, Change{Field: f, Before: before, After: after})
}

// may refuses the row when the actor has no right to do it.
func (r *reading) may(f Field, action rights.Action) bool {
	err := r.known.Standing.May(action, r.firm.ID)
	if err != nil {
		r.refuse(f, err)
	}
	return err == nil
}

// findFirm is the firm that the row names, else that of the whole list.
func (r *reading) findFirm() bool {
	named := r.row.Cells[Firm]
	i := slices.IndexFunc(r.known.Firms, func(f KnownFirm) bool {
		if named == "" {
			return f.ID == r.firmID
		}
		return fold(f.Name) == fold(named)
	})
	switch {
	case i >= 0:
		r.firm = r.known.Firms[i]
		r.entry.FirmName = r.firm.Name
		return r.may(Firm, rights.EditClients)
	case named == "":
		r.refusef(Firm, "Le cabinet manque : remplissez sa colonne, ou choisissez-le pour toute la liste.")
	default:
		r.refusef(Firm, "Le cabinet « %s » n'existe pas, ou vous n'y appartenez pas.", named)
	}
	return false
}

// readClient finds the client of the row, or makes it.
func (r *reading) readClient() {
	wanted := client.Client{FirmID: r.firm.ID, Name: r.row.Cells[Name], Reference: r.row.Cells[Reference], SIRET: r.siret()}
	if len(r.entry.Refusals) > 0 {
		return
	}
	found, err := r.clients.find(wanted)
	if err != nil {
		r.refuse(cmp.Or(Field(fault.From(err).Field), Name), err)
		return
	}
	if r.account != nil {
		if r.account.ClientID != found && (found != 0 || wanted != (client.Client{FirmID: wanted.FirmID})) {
			r.otherClient()
			return
		}
		found = r.account.ClientID
	}
	if found == 0 {
		r.makeClient(wanted)
	} else {
		r.changeClient(found, wanted)
	}
}

func (r *reading) otherClient() {
	owner := r.clients.byID[r.account.ClientID]
	r.refusef(IBAN, "Cet IBAN est déjà celui de « %s » : vérifiez le client, ou transférez l'IBAN depuis ses « Détails ».", owner.Name)
}

// siret gives the digits of the row's SIRET or SIREN, with the zeros that a spreadsheet drops
// from the start of a number.
func (r *reading) siret() string {
	digits := strings.Join(strings.Fields(r.row.Cells[SIRET]), "")
	if padded := strings.Repeat("0", max(0, 14-len(digits))) + digits; len(digits) == 12 || len(digits) == 13 {
		if s, err := siren.ParseSIRET(padded); err == nil && s.KeyOK() {
			return padded
		}
	}
	checked, err := (client.Client{Name: "x", SIRET: digits}).Clean()
	if err != nil {
		r.refuse(SIRET, err)
	}
	return checked.SIRET
}

func (r *reading) makeClient(wanted client.Client) {
	checked, err := wanted.Clean()
	if err != nil {
		r.refuse(Name, err)
		return
	}
	checked.ResponsableID = r.responsable()
	checked.ID = r.clients.nextID()
	r.client, r.entry.NewClient = checked, true
	r.entry.ClientName = checked.Name
	r.entry.Do.ClientID, r.entry.Do.Client = checked.ID, &checked
	r.say(checked)
	if s, err := siren.ParseSIRET(checked.SIRET); err == nil && !s.KeyOK() {
		r.entry.Notices = append(r.entry.Notices, siren.Warning(s))
	}
}

// responsable is the person that the row names, 0 for none.
func (r *reading) responsable() int64 {
	email := strings.ToLower(r.row.Cells[Responsable])
	if email == "" {
		return 0
	}
	p, known := r.people[email]
	if !known || !p.All && !slices.Contains(p.Firms, r.firm.ID) {
		r.refusef(Responsable, "Personne n'a l'adresse « %s » dans ce cabinet.", email)
	}
	return p.ID
}

// changeClient brings a client to what the row says of it.
func (r *reading) changeClient(id int64, wanted client.Client) {
	before := r.clients.byID[id]
	if r.clients.named(id) && statement.Fold(wanted.Name) == statement.Fold(before.Name) {
		wanted.Name = "" // written another way than on the row before
	}
	after := before
	after.Name, after.Reference, after.SIRET = cmp.Or(wanted.Name, before.Name), cmp.Or(wanted.Reference, before.Reference), cmp.Or(wanted.SIRET, before.SIRET)
	after.ResponsableID = cmp.Or(r.responsable(), before.ResponsableID)
	after, err := after.Clean()
	if err != nil {
		r.refuse(Name, err)
		return
	}
	r.client, r.entry.ClientName, r.entry.Do.ClientID = after, after.Name, id
	r.say(after)
	for _, c := range r.claims {
		if line, said := r.clients.contradicted(id, c); said {
			r.refusef(c.field, "Cette ligne contredit la ligne %d sur le même client.", line)
		}
	}
	if after == before {
		return
	}
	r.entry.Do.Client = &after
	r.compare(Name, before.Name, after.Name)
	r.compare(Reference, before.Reference, after.Reference)
	r.compare(SIRET, before.SIRET, after.SIRET)
	r.compare(Responsable, r.email(before.ResponsableID), r.email(after.ResponsableID))
}

func (r *reading) compare(f Field, before, after string) {
	if before != after {
		r.change(f, before, after)
	}
}

func (r *reading) email(id int64) string {
	for _, p := range r.known.People {
		if p.ID == id {
			return p.Email
		}
	}
	return ""
}

// say notes what the row itself gives of its client.
func (r *reading) say(c client.Client) {
	for field, value := range map[Field]string{Name: c.Name, Reference: c.Reference, SIRET: c.SIRET, Responsable: strings.ToLower(r.row.Cells[Responsable])} {
		if r.row.Cells[field] != "" {
			r.claims = append(r.claims, claim{field, statement.Fold(value)})
		}
	}
	slices.SortFunc(r.claims, func(a, b claim) int { return cmp.Compare(a.field, b.field) })
}

// readIBAN finds the account of the row, if it has one.
func (r *reading) readIBAN() {
	text := r.row.Cells[IBAN]
	if text == "" {
		return
	}
	a, _, err := (account.Form{IBAN: text}).Parse()
	if err != nil {
		r.refuse(IBAN, err)
		return
	}
	r.key, r.entry.IBAN = a.Key, a.IBAN.Format()
	if line, twice := r.lines[a.Key]; twice {
		r.refusef(IBAN, "Cet IBAN est déjà à la ligne %d.", line)
		return
	}
	stored, known := r.accounts[a.Key]
	switch {
	case !known:
	case !stored.Seen:
		r.refusef(IBAN, "Cet IBAN existe déjà dans So bank, dans un dossier ou un cabinet que vous ne voyez pas.")
	case stored.FirmID != r.firm.ID:
		r.refusef(IBAN, "Cet IBAN est déjà dans un autre cabinet : un Administrateur peut le transférer.")
	default:
		r.account = &stored
		r.entry.IBAN = stored.IBAN.Format()
	}
}
