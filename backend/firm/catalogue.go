package firm

import "slices"

// Mode is how statements reach a partner.
type Mode string

// The two modes.
const (
	Direct Mode = "direct" // by the partner's API
	File   Mode = "file"   // a file in an agreed place
)

// French is the mode on screen.
func (m Mode) French() string {
	if m == Direct {
		return "Envoi direct"
	}
	return "Dépôt de fichier"
}

// FieldKind is what a setting holds.
type FieldKind string

// The kinds of settings.
const (
	Text   FieldKind = "text"
	URL    FieldKind = "url"    // https, or http on loopback
	Folder FieldKind = "folder" // an absolute path
	Secret FieldKind = "secret" // goes to the keychain
)

// Field is a setting or a secret that a connector needs.
type Field struct {
	Key      string
	Label    string // French
	Help     string // French
	Kind     FieldKind
	Required bool
	Default  string
}

// Partner is a tool that a connector can stand for: a line of the catalogue.
type Partner struct {
	Key      string // in the data file and the setup file
	Name     string
	Mode     Mode
	Settings []Field
	Secrets  []Field
	Steps    []string // what the firm does at the partner, in order
	Limits   []string // what is not possible, or not certain
}

// replay is what a folder cannot promise.
const replay = "Un dossier que le logiciel vide lui-même ne permet pas de savoir si un fichier y est déjà passé : après une coupure au mauvais moment, le même fichier peut y être déposé une seconde fois, sous le même nom."

var depositFolder = Field{Key: "folder", Label: "Dossier de dépôt", Kind: Folder, Required: true,
	Help: "Chaque relevé y est déposé comme un fichier CFONB120 (.dat)."}

// Partners is the catalogue, in the order of the choice.
var Partners = []Partner{
	{Key: "fizen", Name: "Fizen", Mode: File, Settings: []Field{depositFolder},
		Steps:  []string{"Convenez avec Fizen du dossier où il vient prendre les fichiers CFONB120.", "Indiquez ce dossier ici, puis testez."},
		Limits: []string{"Fizen ne publie pas d'interface pour recevoir les relevés : le dépôt suit votre accord avec lui.", replay}},
	{Key: "fulll", Name: "Fulll", Mode: File, Settings: []Field{depositFolder},
		Steps: []string{"Dans Fulll, préparez pour chaque société le RIB, le compte 512 et le journal de banque.",
			"Indiquez ici le dossier convenu, puis testez.", "À la main : « Collecte CFONB – Import » prend les fichiers de ce dossier et les répartit par RIB."},
		Limits: []string{"Fulll ne collecte de lui-même que les comptes de télétransmission SOBANK et JeDeclare.", replay}},
	{Key: "inqom", Name: "Inqom", Mode: File, Settings: []Field{depositFolder},
		Steps:  []string{"Convenez avec Inqom du dossier où il vient prendre les fichiers EBICS (CFONB120).", "Indiquez ce dossier ici, puis testez."},
		Limits: []string{"Inqom ne publie pas d'interface pour recevoir les relevés : ils passent par un fichier.", replay}},
	{Key: "myunisoft", Name: "MyUnisoft", Mode: Direct,
		Settings: []Field{{Key: "base_url", Label: "Adresse de l'API", Kind: URL, Required: true, Default: "https://api.myunisoft.fr/api/v1",
			Help: "Ne la changez que si MyUnisoft vous en a donné une autre."}},
		Secrets: []Field{
			{Key: "third_party_secret", Label: "Secret du partenaire", Kind: Secret, Required: true, Help: "Remis par MyUnisoft à l'intégrateur (X-Third-Party-Secret)."},
			{Key: "token", Label: "Jeton du cabinet", Kind: Secret, Required: true, Help: "Dans MyUnisoft : Paramètres > Connecteurs cabinet > la carte du partenaire > Générer. Il n'est montré qu'une fois."}},
		Steps: []string{"Dans MyUnisoft, ouvrez Paramètres > Connecteurs cabinet, puis la carte du partenaire, et cliquez sur « Générer ».",
			"Collez ici le jeton et le secret du partenaire : ils vont dans le trousseau de cette session.",
			"Cliquez sur « Tester la connexion » : le jeton quitte l'état « En attente de connexion ».",
			"Vérifiez que chaque IBAN existe comme RIB de sa société dans MyUnisoft."},
		Limits: []string{"MyUnisoft accepte 20 requêtes par 10 secondes : un long historique part en plusieurs minutes.",
			"Un relevé sans opération n'est pas envoyé."}},
}

// PartnerOf finds a partner by its key; ok is false for a key that is none.
func PartnerOf(key string) (p Partner, ok bool) {
	i := slices.IndexFunc(Partners, func(p Partner) bool { return p.Key == key })
	if i < 0 {
		return Partner{}, false
	}
	return Partners[i], true
}

// PartnerName is the partner's name on screen; ok is false for a key that is none.
func PartnerName(key string) (name string, ok bool) {
	p, ok := PartnerOf(key)
	return p.Name, ok
}

// Setting is a setting's value, or the catalogue's default.
func (c Connector) Setting(key string) string {
	if text, ok := c.Settings[key].(string); ok && text != "" {
		return text
	}
	p, _ := PartnerOf(c.Partner)
	for _, f := range p.Settings {
		if f.Key == key {
			return f.Default
		}
	}
	return ""
}

// NeedsSecrets reports whether the connector delivers only with credentials.
func (c Connector) NeedsSecrets() bool {
	p, _ := PartnerOf(c.Partner)
	return slices.ContainsFunc(p.Secrets, func(f Field) bool { return f.Required })
}

// MissingSetting is the first required setting without a value; ok is false when none is missing.
func (c Connector) MissingSetting() (f Field, missing bool) {
	p, _ := PartnerOf(c.Partner)
	for _, f := range p.Settings {
		if f.Required && c.Setting(f.Key) == "" {
			return f, true
		}
	}
	return Field{}, false
}
