package diagnose

import (
	"fmt"
	"strings"

	"sobank/backend/account"
	"sobank/backend/deliver"
	"sobank/backend/statement"
)

// firmHasConnector is the FAQ's first check.
func firmHasConnector(f Facts) Step {
	s := Step{Key: "firm", Title: "Un connecteur est associé au cabinet", Verdict: OK,
		Sentence: fmt.Sprintf("%s a %s.", f.Account.FirmName, many(f.Connectors, "connecteur"))}
	if f.Connectors == 0 {
		s.Verdict, s.Sentence = Wrong, "Aucun connecteur n'est associé au cabinet : un Superviseur ou un Administrateur peut en ajouter un sur la page du cabinet."
		s.Action, s.Button, s.TargetID = GoFirm, "Ouvrir la page du cabinet", f.Account.FirmID
	}
	return s
}

// accountHasConnector is the second.
func accountHasConnector(f Facts) Step {
	s := Step{Key: "account", Title: "L'IBAN est associé à un connecteur", Verdict: OK,
		Sentence: fmt.Sprintf("Il est associé à « %s ».", f.Account.ConnectorName)}
	if f.Account.ConnectorID == 0 {
		s.Verdict, s.Sentence = Wrong, "L'IBAN n'est associé à aucun connecteur : ses relevés vont dans le fichier global. Choisissez un connecteur pour cet IBAN."
		s.Action, s.Button, s.TargetID = GoAccount, "Choisir un connecteur", f.Account.ID
	}
	return s
}

// mandateApproved is the third.
func mandateApproved(f Facts) Step {
	s := Step{Key: "mandate", Title: "Le mandat est approuvé, l'IBAN est actif", Verdict: OK,
		Sentence: "Le mandat est approuvé depuis le " + french(f.Account.Mandate.Since) + "."}
	if f.Account.Mandate.Status != account.Approved {
		s.Verdict, s.Sentence = Wrong, fmt.Sprintf("Le mandat est « %s » depuis le %s : il doit être « Approuvé » pour que les relevés partent.",
			f.Account.Mandate.Status.French(), french(f.Account.Mandate.Since))
		s.Action, s.Button, s.TargetID = GoMandate, "Voir le mandat", f.Account.ID
	}
	return s
}

// connectorReady looks at settings and credentials.
func connectorReady(f Facts) Step {
	s := Step{Key: "ready", Title: "Le connecteur est réglé", Verdict: OK, Sentence: "Ses réglages et ses identifiants sont là.",
		Action: GoConnector, Button: "Ouvrir le connecteur", TargetID: f.Account.ConnectorID}
	switch {
	case f.Account.ConnectorID == 0:
		return unreached(s)
	case f.Status.MissingSetting != "" && !f.Connector.Unsettled():
		return wrong(s, "Le réglage « %s » du connecteur « %s » est vide.", f.Status.MissingSetting, f.Connector.Name)
	case f.Status.NeedsSecrets && len(f.Status.OSAccounts) == 0:
		return wrong(s, "Le connecteur « %s » n'a pas ses identifiants : un Superviseur doit les saisir.", f.Connector.Name)
	case f.Status.MissingSetting != "":
		return wrong(s, "Il reste à confirmer « %s » du connecteur « %s » : testez la connexion.", f.Status.MissingSetting, f.Connector.Name)
	case !f.Status.HereToo:
		return wrong(s, "Les identifiants de « %s » sont absents de cette session : ils sont sur le compte %s de cette machine, d'où partent les envois.",
			f.Connector.Name, strings.Join(f.Status.OSAccounts, ", "))
	}
	return quiet(s)
}

// connectorRuns looks at what stops the connector.
func connectorRuns(f Facts) Step {
	s := Step{Key: "runs", Title: "Le connecteur fonctionne", Verdict: OK, Sentence: "Rien ne l'arrête.",
		Action: GoConnector, Button: "Ouvrir le connecteur", TargetID: f.Account.ConnectorID}
	switch {
	case f.Account.ConnectorID == 0:
		return unreached(s)
	case f.Connector.Paused:
		return wrong(s, "Le connecteur « %s » est en pause : un Superviseur peut le reprendre.", f.Connector.Name)
	case f.Status.Trouble != "":
		return wrong(s, "%s", strings.TrimSpace(f.Status.Trouble+" "+f.Status.TroubleHint))
	}
	return quiet(s)
}

// received looks at what came from the bank.
func received(f Facts) Step {
	s := Step{Key: "received", Title: "Des relevés sont arrivés de la banque", Verdict: OK,
		Sentence: fmt.Sprintf("%s, le dernier jusqu'au %s.", capital(many(f.Statements.total(), "relevé")), french(f.Statements.LastOn))}
	if f.Statements.total() == 0 {
		s.Action, s.Button = GoImport, "Importer un fichier"
		return wrong(s, "Aucun relevé n'est encore arrivé pour cet IBAN : importez le fichier de la banque.")
	}
	return s
}

// notHeld looks at what is held back, and says the most frequent reason. The mandate has
// its own check.
func notHeld(f Facts) Step {
	s := Step{Key: "held", Title: "Aucun relevé n'est retenu", Verdict: OK, Sentence: "Aucun n'est retenu.",
		Action: GoStatements, Button: "Voir les relevés", TargetID: f.Account.ID}
	if f.Statements.total() == 0 {
		return unreached(s)
	}
	if reason, n := most(f.Statements.Reasons); n > 0 {
		return wrong(s, "%s : %s", capital(many(f.Statements.Places[statement.Held], "relevé retenu")), reason.French())
	}
	if n := f.Statements.Places[statement.Downloadable]; n > 0 && f.Account.ConnectorID != 0 {
		s.Verdict, s.Sentence = Unknown, capital(many(n, "relevé"))+" d'avant l'association : dans le fichier global, page « Relevés », action « Télécharger »."
		return s
	}
	return quiet(s)
}

func most(reasons map[statement.Reason]int) (top statement.Reason, n int) {
	for r, count := range reasons {
		if count > n || count == n && r < top {
			top, n = r, count
		}
	}
	return top, n
}

// accepted looks at what the partner answered.
func accepted(f Facts) Step {
	s := Step{Key: "accepted", Title: "Le partenaire accepte les relevés", Verdict: OK, Action: GoDeliveries, Button: "Voir les envois", TargetID: f.Account.ID}
	arrived := f.Deliveries[deliver.Integrated] + f.Deliveries[deliver.AlreadyIntegrated] + f.Deliveries[deliver.Deposited]
	waiting := f.Deliveries[deliver.ToSend] + f.Deliveries[deliver.ToRetry] + f.Deliveries[deliver.InFlight]
	switch {
	case f.Refused != nil:
		return wrong(s, "%s : %s", capital(f.Refused.State.French()), said(*f.Refused))
	case waiting > 0:
		s.Verdict, s.Sentence = Unknown, fmt.Sprintf("%s en attente, %s : ils partent d'eux-mêmes, ou tout de suite par « Synchroniser ».",
			capital(many(waiting, "envoi")), many(arrived, "arrivé"))
		if n := f.Deliveries[deliver.ToRetry]; n > 0 && f.Refused == nil {
			s.Sentence = fmt.Sprintf("%s à reprendre (réseau ou partenaire indisponible) : repris d'eux-mêmes, ou tout de suite par « Synchroniser ».", capital(many(n, "envoi")))
		}
		return s
	case arrived > 0:
		s.Sentence = fmt.Sprintf("%s chez « %s ».", capital(many(arrived, "relevé arrivé")), f.Account.ConnectorName)
		return s
	}
	return unreached(s)
}

func said(r deliver.Row) string {
	text := strings.TrimSpace(r.Message + " " + r.Hint)
	if r.Code != "" {
		text += " (code " + r.Code + ")"
	}
	return text
}

// support is the FAQ's fourth: all is right, and still nothing in the tool.
func support(f Facts, ok bool) Step {
	s := Step{Key: "support", Title: "Tout est en ordre et rien n'arrive", Verdict: Unknown}
	if !ok {
		s.Sentence = "D'abord ce qui précède."
		return s
	}
	s.Sentence = "Tout est en ordre ici. Si les relevés n'apparaissent pas dans votre outil de production, contactez le support Sogescot."
	s.Action, s.Button, s.TargetID = GoSupport, "Contacter le support Sogescot", f.Account.ID
	return s
}

func wrong(s Step, format string, args ...any) Step {
	s.Verdict, s.Sentence = Wrong, fmt.Sprintf(format, args...)
	return s
}

// unreached is a check that needs an earlier one to be right.
func unreached(s Step) Step {
	s.Verdict, s.Sentence, s.Action, s.Button, s.TargetID = Unknown, "Sans objet pour l'instant.", "", "", 0
	return s
}

// quiet is a check that found nothing to mend.
func quiet(s Step) Step {
	s.Action, s.Button, s.TargetID = "", "", 0
	return s
}

// many is a count with its words in the plural when they should be: « 3 relevés retenus ».
func many(n int, words string) string {
	if n > 1 {
		parts := strings.Fields(words)
		for i, w := range parts {
			parts[i] = w + "s"
		}
		words = strings.Join(parts, " ")
	}
	if n == 0 {
		return "aucun " + words
	}
	return fmt.Sprintf("%d %s", n, words)
}

func capital(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}
