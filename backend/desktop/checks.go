package desktop

import (
	"fmt"

	"sobank/backend/money"
	"sobank/backend/statement"
)

// checksOf says in plain words what was verified of a statement.
func checksOf(d statement.Details) []Check {
	checks := []Check{balanceCheck(d), continuityCheck(d)}
	if len(d.Disputes) > 0 {
		checks = append(checks, conflictCheck(d))
	}
	if d.State == statement.Released {
		checks = append(checks, Check{Kind: "release", Verdict: "ok", Sentence: releaseSentence(d)})
	}
	return append(checks, placeCheck(d))
}

func balanceCheck(d statement.Details) Check {
	c := Check{Kind: "balance", Verdict: "wrong"}
	amount := amounts(d)
	switch {
	case d.Unreadable > 0:
		c.Sentence = fmt.Sprintf("%d ligne(s) du fichier n'ont pas pu être lues : voyez les avertissements.", d.Unreadable)
	case d.Opening == nil && d.Closing == nil:
		c.Verdict, c.Sentence = "unknown", "Le fichier ne donne ni le solde de départ ni le solde d'arrivée : rien ne peut être vérifié."
	case d.Opening == nil:
		c.Verdict, c.Sentence = "unknown", "Le fichier ne donne pas le solde de départ : l'addition ne peut pas être vérifiée."
	case d.Closing == nil:
		c.Verdict, c.Sentence = "unknown", "Le fichier ne donne pas le solde d'arrivée : l'addition ne peut pas être vérifiée."
	default:
		due := d.Opening.Amount + d.Credits + d.Debits
		if due == d.Closing.Amount {
			return Check{Kind: "balance", Verdict: "ok", Sentence: "Le relevé tombe juste : solde de départ, opérations et solde d'arrivée s'additionnent."}
		}
		c.Sentence = fmt.Sprintf("Le relevé ne tombe pas juste : avec les opérations le solde devrait être %s, le fichier dit %s, soit un écart de %s.",
			amount(due), amount(d.Closing.Amount), amount(d.Closing.Amount-due))
	}
	return c
}

func continuityCheck(d statement.Details) Check {
	c := Check{Kind: "continuity", Verdict: "ok"}
	amount := amounts(d)
	switch {
	case d.Expected != nil && d.Opening != nil:
		c.Verdict = "wrong"
		c.Sentence = fmt.Sprintf("Il manque quelque chose avant ce relevé : le solde passe de %s le %s à %s sans opération, soit %s.",
			amount(*d.Expected), d.ExpectedOn.French(), amount(d.Opening.Amount), amount(d.Opening.Amount-*d.Expected))
	case d.State == statement.Interruption:
		c.Verdict, c.Sentence = "wrong", "Il manque quelque chose avant ce relevé : son solde de départ ne suit pas ce qui précède."
	case d.State == statement.StartingPoint:
		c.Sentence = "C'est le premier relevé de ce compte : la suite part de son solde."
	case d.State == statement.Conforming:
		c.Sentence = "Il suit le relevé précédent : les soldes se raccordent."
	default:
		c.Verdict, c.Sentence = "unknown", "La suite avec le relevé précédent n'est pas jugée tant que ce relevé est en cause."
	}
	return c
}

func conflictCheck(d statement.Details) Check {
	x := d.Disputes[0]
	sentence := fmt.Sprintf("Le fichier « %s » raconte autrement le %s : une personne doit choisir lequel garder, en annulant l'import de l'autre.", x.File, x.On.French())
	if x.Other == 0 {
		sentence = fmt.Sprintf("Ce relevé part d'un solde et y revient, et il est dans deux fichiers : rien ne dit si ses opérations du %s ont eu lieu une fois ou deux.", x.On.French())
	}
	return Check{Kind: "conflict", Verdict: "wrong", Sentence: sentence}
}

func releaseSentence(d statement.Details) string {
	by := d.ReleasedBy
	if by == "" {
		by = "Système"
	}
	return fmt.Sprintf("Débloqué par %s : « %s ».", by, d.Why)
}

func placeCheck(d statement.Details) Check {
	c := Check{Kind: "place", Verdict: "ok"}
	switch d.Place {
	case statement.Held:
		c.Verdict, c.Sentence = "wrong", "Il est retenu. "+d.Reason.French()
	case statement.Aside:
		c.Verdict, c.Sentence = "unknown", "Aucun client n'a cet IBAN : créez-le pour que le relevé prenne sa place."
	case statement.NoMovement:
		c.Sentence = "Il n'apporte aucune opération nouvelle : rien n'est à remettre."
	case statement.ToSend:
		c.Sentence = "Il attend d'être envoyé par le connecteur de son IBAN."
	case statement.Sent:
		c.Sentence = "Il a été envoyé par le connecteur de son IBAN."
	case statement.Downloadable:
		c.Sentence = "Il sera dans le prochain fichier global."
	case statement.Downloaded:
		c.Sentence = "Il est dans un fichier global déjà téléchargé."
	}
	return c
}

func amounts(d statement.Details) func(int64) string {
	currency := money.Currency{Code: d.Currency, Decimals: d.Decimals}
	return func(minor int64) string { return money.Amount{Minor: minor, Currency: currency}.French() }
}
