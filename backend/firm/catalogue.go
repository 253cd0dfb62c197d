package firm

import "slices"

// Mode is how statements reach a partner, or come from it.
type Mode string

// The modes of a delivery.
const (
	Direct Mode = "direct" // by the partner's API
	File   Mode = "file"   // a file in an agreed place
)

// French is the mode on screen.
func (m Mode) French() string {
	switch m {
	case Direct:
		return "Envoi direct"
	case Receive:
		return "Réception"
	}
	return "Dépôt de fichier"
}

// FieldKind is what a setting holds.
type FieldKind string

// The kinds of settings.
const (
	Text    FieldKind = "text"
	URL     FieldKind = "url"    // https, or http on loopback
	Folder  FieldKind = "folder" // an absolute path on this machine
	Host    FieldKind = "host"   // a server's name or address
	Port    FieldKind = "port"
	Choice  FieldKind = "choice"  // one of the options
	Settled FieldKind = "settled" // known by testing, confirmed by a person: shown, not typed
	Secret  FieldKind = "secret"  // goes to the keychain
	Key     FieldKind = "key"     // a secret of several lines
)

// Field is a setting or a secret that a connector needs.
type Field struct {
	Key      string
	Label    string // French
	Help     string // French
	Kind     FieldKind
	Required bool
	Default  string
	Options  []Option  // of a choice
	When     Condition // asked for only then
	Or       string    // the key of a secret that serves instead
	From     []string  // of a settled one: the settings that it was learned with
	Where    bool      // statements arrive elsewhere when it changes
}

// Option is a value of a choice.
type Option struct{ Value, Label string }

// Condition is a setting of a certain value; the zero value always holds.
type Condition struct{ Setting, Value string }

// Together is what may leave at once.
type Together string

// What may leave at once.
const (
	OneAccount Together = "account" // statements of one account, in order
	AsSet      Together = "set"     // as the setting « form » says
)

// The values of the setting « form »: what a file holds.
const (
	FormSingle = "single" // one statement
	FormClient = "client" // a ZIP of one client's statements, with a manifest
	FormAll    = "all"    // a ZIP of all clients' statements, with a manifest
	FormMerged = "merged" // one CFONB120 file of all clients' statements
)

// The values of the setting « place ».
const (
	PlaceFolder = "folder"
	PlaceSFTP   = "sftp"
)

// Partner is a tool that a connector can stand for: a line of the catalogue.
type Partner struct {
	Key      string // in the data file and the setup file
	Name     string
	Mode     Mode
	Other    bool // stands for any tool: a place and no partner of the FAQ
	Matches  bool // its companies are matched with accounts before their first delivery
	Opens    bool // it keeps bank accounts, and opens one when asked
	Shelf    bool // its place can be looked into
	Together Together
	Settings []Field
	Secrets  []Field
	Steps    []string // what the firm does at the partner, in order
	Limits   []string // what is not possible, or not certain
}

// replay is what a place cannot promise.
const replay = "Un dossier que le logiciel vide lui-même ne permet pas de savoir si un fichier y est déjà passé : après une coupure au mauvais moment, le même fichier peut y être déposé une seconde fois, sous le même nom."

var placeField = Field{Key: "place", Where: true, Label: "Où déposer", Kind: Choice, Required: true, Default: PlaceFolder,
	Options: []Option{{PlaceFolder, "Dans un dossier"}, {PlaceSFTP, "Sur un serveur SFTP"}}}

// formField asks what a file holds, among some forms.
func formField(proposed string, among ...string) Field {
	f := Field{Key: "form", Label: "Un fichier contient", Kind: Choice, Required: true, Default: proposed,
		Help: "Les ZIP portent un manifeste et sont coupés à 20 Mo, comme le fichier CFONB multi-sociétés.",
		Options: []Option{{FormSingle, "un relevé (CFONB120)"}, {FormClient, "les relevés d'un client (ZIP)"},
			{FormAll, "les relevés de tous les clients (ZIP)"}, {FormMerged, "les relevés de tous les clients (CFONB120 multi-sociétés)"}}}
	f.Options = slices.DeleteFunc(f.Options, func(o Option) bool { return len(among) > 0 && !slices.Contains(among, o.Value) })
	return f
}

// folderFields is what a folder is known by.
func folderFields(when Condition) []Field {
	return []Field{{Key: "folder", Where: true, Label: "Dossier de dépôt", Kind: Folder, Required: true, When: when,
		Help: "Les fichiers y sont déposés entiers, jamais par morceaux."}}
}

// serverFields is what a place on an SFTP server is known by.
func serverFields(when Condition) []Field {
	return []Field{
		{Key: "host", Where: true, Label: "Serveur SFTP", Kind: Host, Required: true, When: when, Help: "Son nom, comme sftp.exemple.fr."},
		{Key: "port", Where: true, Label: "Port", Kind: Port, Default: "22", When: when},
		{Key: "user", Where: true, Label: "Utilisateur", Kind: Text, Required: true, When: when},
		{Key: "remote_folder", Where: true, Label: "Dossier sur le serveur", Kind: Text, Default: ".", When: when, Help: "Vide : celui où le serveur accueille l'utilisateur."},
		{Key: "host_key", Label: "Clé du serveur", Kind: Settled, Required: true, When: when, From: []string{"host", "port"},
			Help: "Confirmée au premier test ; si elle change, plus rien ne part avant que quelqu'un la confirme à nouveau."},
	}
}

// serverSecrets is how a place on an SFTP server is entered.
func serverSecrets(when Condition) []Field {
	return []Field{
		{Key: "password", Label: "Mot de passe SFTP", Kind: Secret, Required: true, Or: "private_key", When: when},
		{Key: "private_key", Label: "Clé privée", Kind: Key, Required: true, Or: "password", When: when, Help: "Ed25519 ou RSA, au format OpenSSH ou PEM."},
		{Key: "passphrase", Label: "Phrase secrète de la clé", Kind: Secret, When: when, Help: "Si la clé privée en demande une."},
	}
}

var (
	inFolder = Condition{"place", PlaceFolder}
	onServer = Condition{"place", PlaceSFTP}
	byToken  = Condition{"access", "partner"}
	bySignIn = Condition{"access", "firm"}
)

// anyPlace is the settings of a delivery by file to a place of one's choice.
func anyPlace(form Field) []Field {
	return slices.Concat([]Field{placeField}, folderFields(inFolder), serverFields(onServer), []Field{form})
}

// Partners is the catalogue, in the order of the choice.
var Partners = []Partner{
	{Key: "fizen", Name: "Fizen", Mode: File, Together: AsSet, Shelf: true, Settings: anyPlace(formField(FormSingle)), Secrets: serverSecrets(onServer),
		Steps:  []string{"Convenez avec Fizen de la place où il vient prendre les fichiers CFONB120 : un dossier, ou un serveur SFTP.", "Indiquez cette place ici, puis testez."},
		Limits: []string{"Fizen ne publie pas d'interface pour recevoir les relevés : le dépôt suit votre accord avec lui.", replay}},
	{Key: "fulll", Name: "Fulll", Mode: File, Together: AsSet, Shelf: true, Settings: anyPlace(formField(FormMerged)), Secrets: serverSecrets(onServer),
		Steps: []string{"Dans Fulll, préparez pour chaque société le RIB, le compte 512 et le journal de banque.",
			"Indiquez ici la place convenue, puis testez.", "À la main : « Collecte CFONB – Import » prend un fichier multi-sociétés de 20 Mo au plus et le répartit par RIB."},
		Limits: []string{"Fulll ne collecte de lui-même que les comptes de télétransmission SOBANK et JeDeclare.", replay}},
	{Key: "inqom", Name: "Inqom", Mode: File, Together: AsSet, Matches: true, Shelf: true,
		Settings: slices.Concat([]Field{
			{Key: "client_id", Label: "Identifiant d'API (client_id)", Kind: Text, Required: true, Help: "Remis par Inqom avec le secret d'API."},
			{Key: "username", Label: "Utilisateur Inqom", Kind: Text, Required: true, Help: "L'adresse e-mail avec laquelle il se connecte."}},
			anyPlace(formField(FormClient, FormSingle, FormClient)), []Field{
				{Key: "base_url", Label: "Adresse de l'API", Kind: URL, Required: true, Default: "https://api.inqom.com", Help: "Ne la changez que si Inqom vous en a donné une autre."},
				{Key: "auth_url", Label: "Adresse de connexion", Kind: URL, Required: true, Default: "https://auth.inqom.com"}}),
		Secrets: slices.Concat([]Field{
			{Key: "client_secret", Label: "Secret d'API (client_secret)", Kind: Secret, Required: true},
			{Key: "inqom_password", Label: "Mot de passe Inqom", Kind: Secret, Required: true}}, serverSecrets(onServer)),
		Steps: []string{"Demandez à Inqom un accès à son API : un identifiant et un secret.", "Donnez-les ici avec l'utilisateur et son mot de passe : le programme lit la liste des dossiers et les reconnaît par SIRET.",
			"Convenez avec Inqom de la place où il vient prendre les fichiers EBICS (CFONB120), indiquez-la ici, puis testez."},
		Limits: []string{"Inqom ne publie pas d'interface pour recevoir les relevés : ils passent par un fichier, au nom du dossier.", replay}},
	{Key: "myunisoft", Name: "MyUnisoft", Mode: Direct, Together: OneAccount, Matches: true, Opens: true,
		Settings: []Field{
			{Key: "access", Where: true, Label: "Accès", Kind: Choice, Required: true, Default: "partner",
				Options: []Option{{"partner", "API partenaires : un jeton du cabinet"}, {"firm", "API Cabinet : une connexion du cabinet"}}},
			{Key: "mail", Where: true, Label: "Adresse e-mail", Kind: Text, Required: true, When: bySignIn, Help: "Celle avec laquelle le cabinet se connecte à MyUnisoft."},
			{Key: "entity", Where: true, Label: "Entité", Kind: Settled, When: bySignIn, From: []string{"mail", "auth_url"}, Help: "Choisie au premier test quand l'adresse donne accès à plusieurs."},
			{Key: "base_url", Where: true, Label: "Adresse de l'API", Kind: URL, Required: true, Default: "https://api.myunisoft.fr/api/v1",
				Help: "Ne la changez que si MyUnisoft vous en a donné une autre."},
			{Key: "auth_url", Label: "Adresse de connexion", Kind: URL, Required: true, When: bySignIn, Default: "https://app.prodcomptable.myunisoft.fr/api"}},
		Secrets: []Field{
			{Key: "third_party_secret", Label: "Secret du partenaire", Kind: Secret, Required: true, Help: "Remis par MyUnisoft à l'intégrateur (X-Third-Party-Secret)."},
			{Key: "token", Label: "Jeton du cabinet", Kind: Secret, Required: true, When: byToken, Help: "Dans MyUnisoft : Paramètres > Connecteurs cabinet > la carte du partenaire > Générer. Il n'est montré qu'une fois."},
			{Key: "password", Label: "Mot de passe MyUnisoft", Kind: Secret, Required: true, When: bySignIn}},
		Steps: []string{"API partenaires : dans MyUnisoft, ouvrez Paramètres > Connecteurs cabinet, puis la carte du partenaire, et cliquez sur « Générer ». API Cabinet : rien à y faire, la connexion du cabinet suffit.",
			"Donnez ici le secret du partenaire, avec le jeton ou le mot de passe du cabinet : ils vont dans le trousseau de cette session.",
			"Cliquez sur « Tester la connexion » : un jeton neuf quitte l'état « En attente de connexion » ; une adresse qui ouvre plusieurs entités vous demande laquelle.",
			"Un IBAN qui n'est pas encore un RIB de sa société est annoncé « RIB à créer dans MyUnisoft » : un Superviseur peut le créer d'ici."},
		Limits: []string{"MyUnisoft accepte 20 requêtes par 10 secondes : les relevés d'un IBAN partent ensemble, dans leur ordre.",
			"Un relevé sans opération n'est pas envoyé."}},
	{Key: "dossier", Name: "Dossier", Mode: File, Other: true, Together: AsSet, Shelf: true,
		Settings: slices.Concat(folderFields(Condition{}), []Field{formField(FormSingle)}),
		Steps:    []string{"Choisissez le dossier où l'outil vient prendre les fichiers CFONB120, puis testez."}, Limits: []string{replay}},
	{Key: "sftp", Name: "SFTP", Mode: File, Other: true, Together: AsSet, Shelf: true,
		Settings: slices.Concat(serverFields(Condition{}), []Field{formField(FormSingle)}), Secrets: serverSecrets(Condition{}),
		Steps: []string{"Indiquez le serveur, l'utilisateur et le dossier, puis le mot de passe ou la clé privée.",
			"Testez : l'empreinte de la clé du serveur s'affiche. Comparez-la à celle que l'exploitant du serveur vous a donnée, puis confirmez-la."}, Limits: []string{replay}},
}

// PartnerOf finds a partner, or a source, by its key; ok is false for a key that is none.
func PartnerOf(key string) (p Partner, ok bool) {
	for _, list := range [][]Partner{Partners, Sources} {
		if i := slices.IndexFunc(list, func(p Partner) bool { return p.Key == key }); i >= 0 {
			return list[i], true
		}
	}
	return Partner{}, false
}

// PartnerName is the partner's name on screen; ok is false for a key that is none.
func PartnerName(key string) (name string, ok bool) {
	p, ok := PartnerOf(key)
	return p.Name, ok
}

// Setting is a setting's value, or the catalogue's default.
func (c Connector) Setting(key string) string {
	if text, ok := textOf(c.Settings[key]); ok && text != "" {
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

// Asks reports whether a field is asked for with the connector's other settings as they are.
func (c Connector) Asks(f Field) bool {
	return f.When.Setting == "" || c.Setting(f.When.Setting) == f.When.Value
}

// Secrets is what the connector asks for, with its settings as they are.
func (c Connector) Secrets() (asked []Field) {
	p, _ := PartnerOf(c.Partner)
	for _, f := range p.Secrets {
		if c.Asks(f) {
			asked = append(asked, f)
		}
	}
	return asked
}

// Complete reports whether secrets are all that the connector asks for.
func (c Connector) Complete(given map[string]string) bool {
	for _, f := range c.Secrets() {
		if f.Required && given[f.Key] == "" && given[f.Or] == "" {
			return false
		}
	}
	return true
}

// NeedsSecrets reports whether the connector delivers only with credentials.
func (c Connector) NeedsSecrets() bool { return !c.Complete(nil) }

// keys lists what a partner may be called by.
func keys() []string {
	keys := make([]string, len(Partners))
	for i, p := range Partners {
		keys[i] = p.Key
	}
	return keys
}
