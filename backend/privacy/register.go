package privacy

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"sobank/backend/backup"
	"sobank/backend/firm"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/settings"
	"sobank/backend/sheet"
)

// Register is what a firm can put into its record of processing activities (RGPD, art. 30),
// filled with its own settings. It is a proposal: the firm is the controller.
type Register struct {
	FirmID   int64
	FirmName string
	Sections []Section
}

// Section is a heading with what stands under it, a line each.
type Section struct {
	Title string
	Lines []string
}

// Register fills the record of a firm. Errors: Refused, NotFound.
func (s *Service) Register(ctx context.Context, actor rights.Actor, firmID int64) (r Register, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		r, err = s.register(tx, actor, firmID)
		return err
	})
	return r, err
}

func (s *Service) register(tx Tx, actor rights.Actor, firmID int64) (r Register, err error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return r, err
	}
	if err := standing.May(rights.See, firmID); err != nil {
		return r, err
	}
	card, err := tx.Firm(firmID)
	if err != nil {
		return r, err
	}
	connectors, err := tx.Connectors(firmID)
	if err != nil {
		return r, err
	}
	chosen, err := settings.Read(tx)
	if err != nil {
		return r, err
	}
	rules, err := tx.Rules(standing)
	if err != nil {
		return r, err
	}
	years := DefaultYears
	if i := slices.IndexFunc(rules, func(x Rule) bool { return x.FirmID == firmID }); i >= 0 {
		years = rules[i].Years
	}
	return Register{FirmID: firmID, FirmName: card.Name, Sections: sections(card, connectors, chosen, years)}, nil
}

// SaveRegister writes it as a text, which is logged. Errors: as Register, and Invalid, Unreadable.
func (s *Service) SaveRegister(ctx context.Context, actor rights.Actor, firmID int64, path string) error {
	r, err := s.Register(ctx, actor, firmID)
	if err != nil {
		return err
	}
	return sheet.Save(path, s.Reserved, func(w io.Writer) error {
		if _, err := io.WriteString(w, strings.ReplaceAll(r.Text(), "\n", "\r\n")); err != nil {
			return err
		}
		return s.Store.Write(ctx, func(tx Tx) error {
			if _, err := s.register(tx, actor, firmID); err != nil {
				return err
			}
			return tx.Record(journal.Entry{Actor: actor, Action: "firm.register", FirmID: firmID, Object: "firm", ObjectID: firmID})
		})
	})
}

// Text is the whole as a text to copy.
func (r Register) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Registre des activités de traitement – %s\nTraitement : collecte et remise des relevés bancaires des clients (So bank)\n", r.FirmName)
	for _, s := range r.Sections {
		fmt.Fprintf(&b, "\n%s\n", s.Title)
		for _, line := range s.Lines {
			fmt.Fprintf(&b, "- %s\n", line)
		}
	}
	return b.String()
}

func sections(card firm.Card, connectors []firm.Connector, chosen settings.Settings, years int) []Section {
	return []Section{
		{"Responsable du traitement", responsible(card)},
		{"Finalités", []string{
			"Recevoir de la banque, sur mandat du client, les relevés de ses comptes ; les contrôler.",
			"Tenir la comptabilité et établir les déclarations : chaque relevé est remis à l'outil de production du cabinet, ou au fichier global.",
			"Suivre les mandats et répondre de ce qui a été reçu, remis et par qui.",
		}},
		{"Base légale (proposition)", []string{
			"Exécution de la lettre de mission et du mandat bancaire (RGPD, art. 6.1.b) ; pour les personnes qui n'y sont pas parties et que citent les libellés, intérêt légitime de tenir la comptabilité (art. 6.1.f).",
			"Obligations comptables et fiscales, dont la conservation des pièces (art. 6.1.c ; C. com., art. L123-22 ; LPF, art. L102 B).",
			"Le mandat lève le secret bancaire envers le cabinet ; le secret professionnel de l'expert-comptable demeure.",
		}},
		{"Personnes concernées", []string{
			"Clients du cabinet, leurs dirigeants et signataires.",
			"Personnes citées par les opérations : salariés, fournisseurs, clients, bailleurs du client.",
			"Collaborateurs du cabinet qui utilisent le programme.",
		}},
		{"Données", []string{
			"Client : dénomination, SIRET, référence, adresse, e-mail, signataire et sa qualité.",
			"Comptes : IBAN, banque, titulaire, mandat, ses documents, ses étapes et relances.",
			"Relevés : soldes, opérations (dates, montants, libellés, références), fichiers de la banque, notes et revues du cabinet.",
			"Remises : envois, réponses des partenaires, téléchargements.",
			"Collaborateurs : nom, e-mail, profil, empreinte du mot de passe, journal de ce qu'ils font.",
			"Des libellés peuvent révéler la santé, un syndicat, une paie (RGPD, art. 9) : rien ne les trie ni ne les exploite ; l'accès est par cabinet et par client.",
			"Jamais : identifiants de banque en ligne.",
		}},
		{"Où", []string{
			"Dans un fichier sur les postes du cabinet (dossier de données de So bank) ; aucun serveur de l'éditeur.",
			"Les identifiants des partenaires sont dans le trousseau du système, hors de ce fichier.",
			"Les sauvegardes sont chiffrées.",
		}},
		{"Durées", []string{
			fmt.Sprintf("Client, comptes et relevés : le temps de la mission, puis %s (réglage du cabinet). Une personne décide ensuite de l'effacement ; rien ne part seul.", many(years, "an", "ans")),
			fmt.Sprintf("Relevés d'un compte inconnu (« Sans IBAN ») : %s, puis effacés.", many(chosen.AsideDays, "jour", "jours")),
			"Réponses des registres publics d'entreprises : un an au plus.",
			fmt.Sprintf("Sauvegardes automatiques : une par jour où So bank est ouvert, les %d dernières gardées ; ce qui est effacé en disparaît quand %[1]d autres sont faites. Les copies faites à la demande sont gardées par qui les a faites.", backup.Keep),
			"Journal : gardé, par numéros et sans noms ; les noms effacés n'y sont plus.",
		}},
		{"Qui y accède", []string{
			"Les Collaborateurs et Superviseurs rattachés au cabinet ; les Administrateurs, tous les cabinets de l'installation.",
			"Un dossier confidentiel : son responsable, son suppléant, les Superviseurs et les Administrateurs.",
			"Qui administre le poste ou lit son disque peut lire le fichier : chiffrez le disque (BitLocker, FileVault).",
		}},
		{"Destinataires et sous-traitants", recipients(card, connectors, chosen)},
		{"Transferts hors de l'Union européenne", []string{"Aucun par So bank lui-même ; vérifiez ceux des destinataires ci-dessus."}},
		{"Sécurité", []string{
			"Comptes nominatifs, mots de passe dérivés par argon2id, " + locking(chosen.LockMinutes) + ".",
			"Droits par profil, par cabinet et par client, vérifiés à chaque action ; journal des exports, téléchargements et effacements, qu'on ne peut que compléter.",
			"Échanges chiffrés (HTTPS, SFTP à clé vérifiée) ; identifiants liés à l'adresse pour laquelle ils ont été donnés.",
			"Effacement : l'index de recherche et les octets du fichier sont réécrits, et la trace laissée n'a que des numéros.",
		}},
		{"Droits des personnes", []string{
			"Accès et portabilité : « Exporter les données… » sur la fiche du client (Superviseur).",
			"Effacement : « Effacer… » sur la fiche du client (Administrateur), dans la limite des durées légales.",
			"Rectification : la fiche du client et celle de l'IBAN.",
		}},
	}
}

func responsible(card firm.Card) []string {
	lines := []string{card.Name}
	for _, line := range []struct{ label, text string }{{"SIRET", card.SIRET}, {"Adresse", strings.TrimSpace(strings.Join([]string{card.Address, card.Postcode, card.City}, " "))},
		{"Représentant", card.DirectorName}, {"Téléphone", card.Phone}} {
		if line.text != "" {
			lines = append(lines, line.label+" : "+line.text)
		}
	}
	return append(lines, "Délégué à la protection des données : à compléter, s'il y en a un.")
}

// recipients names the partners that a firm has connected, each once.
func recipients(card firm.Card, connectors []firm.Connector, chosen settings.Settings) (lines []string) {
	for _, c := range connectors {
		name, ok := firm.PartnerName(c.Partner)
		if !ok {
			name = c.Partner
		}
		line := fmt.Sprintf("%s (connecteur « %s ») : relevés des IBAN associés, au format CFONB120.", name, c.Name)
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		lines = append(lines, "Aucun partenaire n'est connecté : les relevés vont au fichier global, que le cabinet dépose où il veut.")
	}
	if name, _ := card.Mandatary(); name != "" && name != card.Name {
		lines = append(lines, name+" : mandataire, reçoit les relevés de la banque pour le cabinet.")
	}
	return append(lines, "Registres publics (Recherche d'entreprises, INPI) : le nom ou le SIREN cherché, à la demande.",
		chosen.SupportName+" (support) : seulement une archive sans noms ni numéros, si vous l'envoyez.")
}

func locking(minutes int) string {
	if minutes == 0 {
		return "sans verrouillage de l'écran"
	}
	return fmt.Sprintf("écran verrouillé après %s", many(minutes, "minute", "minutes"))
}
