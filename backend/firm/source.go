package firm

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"sobank/backend/fault"
	"sobank/backend/rights"
)

// Receive is the mode of a source: files come from it, nothing is delivered to it.
const Receive Mode = "receive"

// The kinds of sources.
const (
	SourceFolder = "source_folder"
	SourceSFTP   = "source_sftp"
)

// The values of the setting « after »: what becomes of a server's file once it was read.
const (
	AfterKeep   = "keep"
	AfterMove   = "move"
	AfterDelete = "delete"
)

var movedAway = Condition{"after", AfterMove}

// Sources is the catalogue of what statements are received from, in the order of the choice. A
// source stands beside a firm's connectors, with the same fields, keychain and pause; no IBAN is
// ever associated with one.
var Sources = []Partner{
	{Key: SourceFolder, Name: "Dossier surveillé", Mode: Receive,
		Settings: []Field{{Key: "folder", Label: "Dossier à surveiller", Kind: Folder, Required: true,
			Help: "Un fichier lu passe dans son sous-dossier « traités », ou « rejetés » avec le motif dans un fichier texte."}},
		Steps: []string{"Choisissez le dossier où arrivent les fichiers de la banque ou du prestataire, puis testez.",
			"Donnez à cette session le droit d'y lire et d'y déplacer des fichiers."},
		Limits: []string{"Un fichier est lu quand sa taille et sa date n'ont plus changé entre deux regards ; ceux en « .part », « .tmp », « ~ », ou dont le nom commence par un point, sont laissés.",
			"Seul le dossier lui-même est surveillé, pas ses sous-dossiers."}},
	{Key: SourceSFTP, Name: "Serveur SFTP de la banque", Mode: Receive,
		Settings: append(sourceServer(),
			Field{Key: "after", Label: "Après lecture", Kind: Choice, Required: true, Default: AfterKeep,
				Help:    "Un fichier laissé sur le serveur n'est lu qu'une fois, sauf s'il change.",
				Options: []Option{{AfterKeep, "laisser le fichier sur le serveur"}, {AfterMove, "le déplacer dans un dossier du serveur"}, {AfterDelete, "le supprimer du serveur"}}},
			Field{Key: "after_folder", Label: "Dossier des fichiers lus", Kind: Text, Required: true, Default: "traites", When: movedAway,
				Help: "Sur le serveur ; créé s'il manque."},
			Field{Key: "every", Label: "Regarder", Kind: Choice, Required: true, Default: "15", Help: "Quand So bank est ouvert ; « Relever maintenant » n'attend pas.",
				Options: []Option{{"5", "toutes les 5 minutes"}, {"15", "tous les quarts d'heure"}, {"60", "toutes les heures"}}}),
		Secrets: serverSecrets(Condition{}),
		Steps: []string{"Demandez à la banque, ou au prestataire, l'adresse du serveur, l'utilisateur, et un mot de passe ou l'enregistrement de votre clé.",
			"Testez : l'empreinte de la clé du serveur s'affiche. Comparez-la à celle que la banque vous a donnée, puis confirmez-la."},
		Limits: []string{"Un fichier est reconnu à son nom, à sa taille et à sa date : les mêmes octets sous un autre nom sont reconnus à l'import.",
			"Un fichier que le programme ne sait pas lire reste, ou passe, là où le dit « Après lecture », avec son motif dans la liste ci-dessus ; il n'est jamais supprimé."}},
}

// sourceServer is a server's fields, in the words of a reception.
func sourceServer() []Field {
	fields := slices.Clone(serverFields(Condition{}))
	for i := range fields {
		if fields[i].Key == "host_key" {
			fields[i].Help = "Confirmée au premier test ; si elle change, plus rien n'est relevé avant que quelqu'un la confirme à nouveau."
		}
	}
	return fields
}

// Receives reports whether it is a source: statements come from it.
func (c Connector) Receives() bool {
	p, _ := PartnerOf(c.Partner)
	return p.Mode == Receive
}

// SourceKeys lists the partners that stand for a source.
func SourceKeys() []string {
	keys := make([]string, len(Sources))
	for i, p := range Sources {
		keys[i] = p.Key
	}
	return keys
}

// ListSources gives a firm's sources by name, to its members. Errors: NotFound, also for a firm
// that the actor does not reach.
func (s *Service) ListSources(ctx context.Context, actor rights.Actor, firmID int64) ([]Connector, error) {
	return s.list(ctx, actor, firmID, Tx.Sources)
}

// notSource refuses what only makes sense of a connector that is delivered to.
func notSource(c Connector) error {
	if !c.Receives() {
		return nil
	}
	return fault.Newf(fault.Conflict, "« %s » est une réception de relevés : aucun IBAN n'y est associé.", c.Name).WithField("connectorId")
}

// mustNotMeet keeps a watched folder from being one that a connector of the firm delivers to, or
// that another source watches: what is delivered would be taken from its partner, and read as if a
// bank had sent it. Errors: Conflict with the folder's field.
func mustNotMeet(tx Tx, c Connector) error {
	folder := c.watchedOrFed()
	if folder == "" {
		return nil
	}
	others, err := everyName(tx, c.FirmID)
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.ID != c.ID && (c.Receives() || o.Receives()) && sameFolder(folder, o.watchedOrFed()) {
			return fault.Newf(fault.Conflict, "Ce dossier est déjà celui de « %s ».", o.Name).WithField("folder").
				WithHint("Choisissez-en un autre : ce qui est déposé pour un outil ne doit pas être relevé comme venant de la banque.")
		}
	}
	return nil
}

// watchedOrFed is the folder of this machine that a source watches, or a connector puts files in.
func (c Connector) watchedOrFed() string {
	p, _ := PartnerOf(c.Partner)
	for _, f := range p.Settings {
		if f.Kind == Folder && c.Asks(f) {
			return c.Setting(f.Key)
		}
	}
	return ""
}

func sameFolder(a, b string) bool {
	return b != "" && strings.EqualFold(filepath.Clean(a), filepath.Clean(b))
}
