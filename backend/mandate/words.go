package mandate

import (
	"slices"
	"strings"

	"sobank/backend/account"
	"sobank/backend/bank"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/firm"
)

// facts is what a paper says, as one transaction read it.
type facts struct {
	client client.Row
	firm   firm.Card
	rows   []account.Row // of the client, at one bank, in the order of their IBANs
	agency string        // of the bank, "" to be filled in by hand
	day    civil.Date
}

// What is not known is left to be filled in by hand.
const (
	blank      = "........................................"
	shortBlank = "...................."
)

// mandatePaper is the mandate in our own words. What it rests on: the client lifts the bank's
// secrecy in writing, case by case (Code monétaire et financier, L. 511-33), gives a mandate
// and takes it back whenever they want (Code civil, 1984 and 2004), and those whose data is
// in the statements are told of it (RGPD, 13 and 14).
func mandatePaper(f facts) Paper {
	receiver, address := f.firm.Mandatary()
	return Paper{
		Title: "Mandat de collecte des relevés de compte",
		Lead:  "Par ce mandat, le client permet à son cabinet d'expertise comptable de recevoir les relevés de ses comptes.",
		Cards: []Card{f.clientCard(), {Heading: "Le cabinet", Lines: firmLines(f.firm)},
			{Heading: "Le mandataire, qui reçoit les relevés", Lines: []string{receiver, orBlank(address)}}, f.bankCard()},
		Parts: []Part{
			{Heading: "Comptes concernés", Lines: f.numbers()},
			{Heading: "Objet", Text: "Le client charge le mandataire de recevoir de la banque, par voie électronique, les relevés des comptes ci-dessus (soldes et opérations), " +
				"et de les remettre au cabinet, qui s'en sert pour tenir et contrôler la comptabilité du client."},
			{Heading: "Étendue", Text: "Le mandat se limite à la collecte des relevés, en lecture seule. Il ne permet aucune opération : ni virement, ni prélèvement, ni autre ordre, " +
				"ni changement dans les comptes. Aucun identifiant de banque en ligne n'est demandé, remis ni conservé."},
			{Heading: "Secret bancaire", Text: "Pour ces comptes et à cette seule fin, le client autorise la banque à communiquer ces informations au mandataire et au cabinet " +
				"(article L.\u00a0511-33 du Code monétaire et financier), qui les gardent confidentielles."},
			{Heading: "Durée", Text: "Le mandat prend effet à sa signature, sans limite de durée. Il s'éteint au plus tard avec la mission du cabinet ou la clôture des comptes."},
			{Heading: "Révocation", Text: "Le client peut retirer ce mandat à tout moment, sans motif et sans frais, pour tout ou partie des comptes, par un écrit adressé à la banque ou au cabinet. " +
				"Celui qui le reçoit prévient l'autre sans tarder, et la transmission cesse."},
			{Heading: "Données personnelles", Text: "Les relevés peuvent contenir des données personnelles. Le cabinet, tenu au secret professionnel, les traite pour la seule tenue de la comptabilité " +
				"et les garde le temps de la mission, puis le temps que la loi impose. Chaque personne concernée peut demander au cabinet d'y accéder, de les faire rectifier ou effacer, " +
				"d'en limiter l'usage ou de s'y opposer, et peut saisir la CNIL."},
		},
		Ending: "Fait à " + blank + " le ........ / ........ / ................ , en autant d'exemplaires que de parties.",
		Boxes: []string{"Pour le client : " + orShortBlank(f.client.Signatory.Name) + ", " + orShortBlank(f.client.Signatory.Quality),
			"Pour le mandataire : " + receiver},
		Foot: "Établi le " + f.day.French() + " par " + f.firm.Name + ".",
	}
}

// terminationPaper is the letter to the bank that ends mandates from a day on. Both may end
// it (Code civil, 2004 and 2007), so both may sign it.
func terminationPaper(f facts, on civil.Date) Paper {
	receiver, _ := f.firm.Mandatary()
	b := f.bankCard()
	b.Heading = "À l'attention de la banque"
	return Paper{
		Title: "Fin du mandat de collecte des relevés de compte",
		Cards: []Card{f.clientCard(), b, {Heading: "Le cabinet", Lines: firmLines(f.firm)}},
		Parts: []Part{
			{Text: "Madame, Monsieur,"},
			{Text: "Le mandat par lequel " + f.client.Name + " vous a autorisé à transmettre ses relevés de compte à " + receiver + " prend fin le " + on.French() +
				" pour les comptes suivants :"},
			{Lines: f.numbers()},
			{Text: "À compter de ce jour, nous vous demandons de ne plus transmettre aucun relevé ni aucune information sur ces comptes à ce destinataire, " +
				"et de nous confirmer par écrit la date à laquelle la transmission a cessé."},
			{Text: "Les relevés déjà transmis restent valablement reçus. Cette lettre ne change rien d'autre à la tenue de ces comptes."},
			{Text: "Nous vous prions d'agréer, Madame, Monsieur, nos salutations distinguées."},
		},
		Ending: "Fait à " + blank + " le ........ / ........ / ................",
		Boxes: []string{"Pour le client : " + orShortBlank(f.client.Signatory.Name) + ", " + orShortBlank(f.client.Signatory.Quality),
			"Pour le cabinet : " + f.firm.Name},
		Foot: "Établi le " + f.day.French() + " par " + f.firm.Name + ".",
	}
}

func (f facts) clientCard() Card {
	c := f.client
	lines := []string{c.Name, "SIRET : " + orBlank(siretShown(c.SIRET)), orBlank(strings.Trim(c.Address+", "+strings.TrimSpace(c.Postcode+" "+c.City), ", ")),
		"Représenté par : " + orShortBlank(c.Signatory.Name), "En qualité de : " + orShortBlank(c.Signatory.Quality)}
	return Card{Heading: "Le client", Lines: lines}
}

func firmLines(c firm.Card) []string {
	lines := []string{c.Name}
	if c.SIRET != "" {
		lines = append(lines, "SIRET : "+siretShown(c.SIRET))
	}
	return append(lines, orBlank(c.PostalAddress()))
}

// bankCard names the bank and its agency. The branch is the « guichet » of the RIB.
func (f facts) bankCard() Card {
	lines := []string{orBlank(bankName(f.rows[0]))}
	lines = append(lines, "Agence : "+orShortBlank(f.agency))
	if branches := f.branches(); len(branches) > 0 {
		lines = append(lines, "Code banque "+f.rows[0].BankCode+", guichet "+strings.Join(branches, ", "))
	}
	return Card{Heading: "La banque", Lines: lines}
}

func (f facts) branches() (list []string) {
	for _, r := range f.rows {
		if rib, ok := r.IBAN.RIB(); ok && !slices.Contains(list, rib.Branch) {
			list = append(list, rib.Branch)
		}
	}
	return list
}

func (f facts) numbers() (list []string) {
	for _, r := range f.rows {
		list = append(list, r.IBAN.Format())
	}
	return list
}

// bankName is "" for a bank abroad, whose name the IBAN does not tell.
func bankName(r account.Row) string {
	if r.BankCode == "" {
		return ""
	}
	return bank.Name(r.BankCode)
}

// siretShown is « 419 444 492 00016 ».
func siretShown(s string) string {
	var parts []string
	for _, n := range []int{3, 3, 3, 5} {
		if len(s) > 0 {
			n = min(n, len(s))
			parts, s = append(parts, s[:n]), s[n:]
		}
	}
	return strings.Join(parts, " ")
}

func orBlank(s string) string {
	if s == "" {
		return blank
	}
	return s
}

func orShortBlank(s string) string {
	if s == "" {
		return shortBlank
	}
	return s
}
