package printing

import (
	"fmt"
	"strings"

	"sobank/backend/account"
	"sobank/backend/bank"
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/money"
	"sobank/backend/statement"
)

const (
	unknown     = "Non renseigné"
	unsaid      = "non communiqué"
	noOperation = "Aucune opération."
)

func checkPeriod(p civil.Period) error {
	switch {
	case p.From == 0:
		return fault.New(fault.Invalid, "Donnez le premier jour de la période.").WithField("from")
	case p.To == 0:
		return fault.New(fault.Invalid, "Donnez le dernier jour de la période.").WithField("to")
	case p.From > p.To:
		return fault.New(fault.Invalid, "La période finit avant de commencer.").WithField("to").WithHint("Inversez les deux dates.")
	}
	return nil
}

func nothingDuring(a account.Row, p civil.Period) error {
	err := fault.Newf(fault.Invalid, "Aucun relevé de cet IBAN du %s au %s.", p.From.French(), p.To.French()).WithField("from")
	if a.LastOn == 0 {
		return err.WithHint("Aucun relevé n'a été reçu pour cet IBAN.")
	}
	return err.WithHint("Le dernier relevé reçu va jusqu'au " + a.LastOn.French() + ".")
}

// groups prints an IBAN in groups of four, as ISO 13616 has it on paper; an account that has
// none, as files name it.
func groups(i iban.IBAN, key string) string {
	if i == "" {
		return strings.ReplaceAll(key, "/", " ")
	}
	var b strings.Builder
	for at, c := range string(i) {
		if at > 0 && at%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

func bankOf(code string) string {
	if code == "" {
		return unknown
	}
	return bank.Name(code)
}

func days(from, to civil.Date) string {
	if from == to {
		return "le " + from.French()
	}
	return "du " + from.French() + " au " + to.French()
}

// ofDays is days after a noun: « relevé du 12/03/2026 ».
func ofDays(from, to civil.Date) string {
	if from == to {
		return "du " + from.French()
	}
	return days(from, to)
}

func count(n int, one, many string) string {
	if n < 2 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}

func currencyOf(r statement.Row) money.Currency {
	return money.Currency{Code: r.Currency, Decimals: r.Decimals}
}

// notes says what is to be known of a statement before one trusts it. What is checked and
// right needs none.
func notes(r statement.Row) (list []string) {
	if r.Unreadable > 0 {
		list = append(list, fmt.Sprintf("Incohérent : %s des données reçues, qui ne pouvaient pas être lues, manquent ici.", count(r.Unreadable, "ligne", "lignes")))
	}
	list = append(list, balanceNotes(r)...)
	if text := interruption(r); text != "" {
		list = append(list, "Interruption : "+text)
	}
	if r.State == statement.Conflicting {
		list = append(list, "Conflit : d'autres données reçues contredisent ce relevé.")
	}
	if r.State == statement.Released {
		list = append(list, "Débloqué : le cabinet a accepté ce relevé le "+civil.Of(r.ReleasedAt).French()+".")
	}
	return list
}

func balanceNotes(r statement.Row) []string {
	const unverifiable = "Non vérifiable : %s. L'addition des opérations ne peut pas être vérifiée."
	switch {
	case r.Opening == nil && r.Closing == nil:
		return []string{fmt.Sprintf(unverifiable, "ni le solde de départ ni le solde d'arrivée n'ont été communiqués")}
	case r.Opening == nil:
		return []string{fmt.Sprintf(unverifiable, "le solde de départ n'a pas été communiqué")}
	case r.Closing == nil:
		return []string{fmt.Sprintf(unverifiable, "le solde d'arrivée n'a pas été communiqué")}
	}
	moved, okMoved := money.Add(r.Credits, r.Debits)
	due, ok := money.Add(r.Opening.Amount, moved)
	if ok && okMoved && due == r.Closing.Amount {
		return nil
	}
	if !ok || !okMoved {
		return []string{"Incohérent : les opérations ne s'additionnent pas."}
	}
	return []string{fmt.Sprintf("Incohérent : avec les opérations, le solde d'arrivée devrait être %s ; les données reçues disent %s.",
		amount(due, r), amount(r.Closing.Amount, r))}
}

// interruption names the gap before a statement, "" when there is none.
func interruption(r statement.Row) string {
	switch {
	case r.Expected != nil && r.Opening != nil && *r.Expected != r.Opening.Amount:
		on := r.Opening.On
		if on == 0 {
			on = r.Start
		}
		return fmt.Sprintf("avant ce relevé, le solde passe de %s le %s à %s le %s sans qu'aucune opération ait été reçue.",
			amount(*r.Expected, r), r.ExpectedOn.French(), amount(r.Opening.Amount, r), on.French())
	case r.State == statement.Interruption:
		return "le solde de départ ne suit pas ce qui a été reçu avant."
	}
	return ""
}

func amount(minor int64, r statement.Row) string {
	return money.Amount{Minor: minor, Currency: currencyOf(r)}.French()
}
