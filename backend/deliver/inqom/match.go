package inqom

import (
	"context"
	"strings"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/statement"
)

// Match finds an account's folder: the one chosen before, as long as it is there; else the
// only one of its SIRET, then of its SIREN, then of its reference. A list that is not new is
// read again before anything is refused by it. See deliver.Partner.
func (c *Client) Match(ctx context.Context, a deliver.Access, of deliver.AccountCard) deliver.Match {
	s, err := c.session(a)
	if err != nil {
		return deliver.Match{Setback: receiptOf(err)}
	}
	ctx, cancel := c.bounded(ctx)
	defer cancel()
	id, err := s.match(ctx, of, matchAge)
	if isChoice(err) {
		id, err = s.match(ctx, of, personAge)
	}
	if err != nil {
		return deliver.Match{Setback: receiptOf(err)}
	}
	return deliver.Match{Folder: id}
}

// isChoice reports whether an error is for a person who chooses a folder.
func isChoice(err error) bool {
	if err == nil {
		return false
	}
	code := receiptOf(err).Code
	return code == codeChoose || code == codeGone
}

func (s session) match(ctx context.Context, of deliver.AccountCard, age time.Duration) (string, error) {
	list, err := s.list(ctx, age)
	if err != nil {
		return "", err
	}
	if chosen := strings.TrimSpace(of.PartnerFolder); chosen != "" {
		return chosenIn(list, chosen)
	}
	return foundIn(list, of)
}

// chosenIn is the folder that was chosen or found before.
func chosenIn(list []folder, id string) (string, error) {
	for _, f := range list {
		switch {
		case f.id != id:
		case f.closed():
			return "", back(deliver.Refused, codeGone, "Le dossier Inqom de cet IBAN, « "+f.name+" », est fermé (statut « "+f.status+" ») : rien n'a été envoyé.",
				"Rouvrez-le dans Inqom, ou choisissez-en un autre dans « Détails » de l'IBAN.")
		default:
			return id, nil
		}
	}
	return "", back(deliver.Refused, codeGone, "Le dossier Inqom de cet IBAN (n° "+id+") n'est plus parmi ceux que l'utilisateur du connecteur peut lire : rien n'a été envoyé.",
		"Dans Inqom, donnez à cet utilisateur l'accès au dossier, ou choisissez-en un autre dans « Détails » de l'IBAN.")
}

// foundIn is the folder that the account's company is recognised by.
func foundIn(list []folder, of deliver.AccountCard) (string, error) {
	siret, reference := digits(of.SIRET), statement.Fold(strings.TrimSpace(of.Reference))
	siren := ""
	if len(siret) == 14 || len(siret) == 9 {
		siren = siret[:9]
	}
	byReference := func(f folder) bool {
		sameCompany := f.siren == "" || siren == "" || f.siren == siren
		return sameCompany && reference != "" && statement.Fold(f.reference) == reference
	}
	for _, way := range []func(folder) bool{
		func(f folder) bool { return len(siret) == 14 && f.siret == siret },
		func(f folder) bool { return siren != "" && f.siren == siren },
		byReference,
	} {
		found := keep(list, way)
		if len(found) > 1 { // one number, several folders: the reference tells them apart
			found = keep(found, byReference)
			if len(found) != 1 {
				return "", toChoose("Plusieurs dossiers d'Inqom vont avec cet IBAN : rien n'a été envoyé.")
			}
		}
		if len(found) == 1 {
			return sure(found[0])
		}
	}
	return "", toChoose("Aucun dossier d'Inqom ne va avec cet IBAN, ni par SIRET, ni par SIREN, ni par référence : rien n'a été envoyé.")
}

// sure leaves a folder of an unknown status to a person.
func sure(f folder) (string, error) {
	if f.open() {
		return f.id, nil
	}
	return "", toChoose("Le dossier « " + f.name + " » d'Inqom va avec cet IBAN, mais le programme ne connaît pas son statut, « " + f.status + " » : rien n'a été envoyé.")
}

func toChoose(message string) error {
	return back(deliver.Refused, codeChoose, message, hintChoose)
}

// keep is the folders that are not closed and fit.
func keep(list []folder, fits func(folder) bool) []folder {
	var kept []folder
	for _, f := range list {
		if !f.closed() && fits(f) {
			kept = append(kept, f)
		}
	}
	return kept
}
