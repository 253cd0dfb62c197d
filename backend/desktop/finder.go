package desktop

// Finder is the command palette.
type Finder struct{ desk *Desk }

// Search gives the clients and IBANs that a typed text may mean, ten of each at most.
func (f *Finder) Search(text string) (Found, error) {
	return ask(f.desk.given(text), func(v visit) (Found, error) {
		got, err := v.house.Finder.Search(v.ctx, v.actor, text)
		found := Found{Clients: make([]FoundClient, len(got.Clients)), Accounts: make([]FoundAccount, len(got.Accounts))}
		for i, c := range got.Clients {
			found.Clients[i] = FoundClient{ID: c.ID, Name: c.Name, Siret: c.SIRET, Reference: c.Reference, FirmName: c.FirmName}
		}
		for i, a := range got.Accounts {
			found.Accounts[i] = FoundAccount{ID: a.ID, IBANShown: a.IBAN.Format(), Bank: bankOf(a.BankCode), ClientName: a.ClientName,
				Holder: a.Holder, FirmName: a.FirmName}
		}
		return found, err
	})
}

// Found is what a typed text may mean, likeliest first.
type Found struct {
	Clients  []FoundClient  `json:"clients"`
	Accounts []FoundAccount `json:"accounts"`
}

// FoundClient is a client that was found.
type FoundClient struct {
	ID        int64  `json:"id"`
	Name      string `json:"name"`
	Siret     string `json:"siret"`
	Reference string `json:"reference"`
	FirmName  string `json:"firmName"`
}

// FoundAccount is an IBAN that was found.
type FoundAccount struct {
	ID         int64  `json:"id"`
	IBANShown  string `json:"ibanShown"`
	Bank       string `json:"bank"`
	ClientName string `json:"clientName"`
	Holder     string `json:"holder"`
	FirmName   string `json:"firmName"`
}
