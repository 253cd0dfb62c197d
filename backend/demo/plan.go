package demo

import (
	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/provision"
)

// The accounts of the demonstration, by what they show.
var (
	faqAccount   = iban.RIB{Bank: "30004", Branch: "45856", Number: "45856523322"} // leaves by MyUnisoft
	garden       = iban.RIB{Bank: "30002", Branch: "00550", Number: "0000157841Z"} // waits for the global file
	gardenSaving = iban.RIB{Bank: "30002", Branch: "00550", Number: "00008891234"} // nothing moves
	bakery       = iban.RIB{Bank: "13807", Branch: "00812", Number: "30219876543"} // a week is missing
	bakeryTill   = iban.RIB{Bank: "10278", Branch: "08954", Number: "00020456701"} // a statement does not add up
	dentist      = iban.RIB{Bank: "20041", Branch: "01005", Number: "0500013M026"} // mandate at the bank
	joiner       = iban.RIB{Bank: "12906", Branch: "50020", Number: "56789012345"} // no closing balance
	joinerFizen  = iban.RIB{Bank: "16958", Branch: "00001", Number: "38291047562"} // leaves by Fizen
	unknown      = iban.RIB{Bank: "40618", Branch: "80260", Number: "00040123456"} // « Sans IBAN »
	handed       = iban.RIB{Bank: "30003", Branch: "01234", Number: "00050987654"} // handed over by the client
	pharmacy     = iban.RIB{Bank: "30004", Branch: "00771", Number: "00010203040"} // leaves by MyUnisoft, its company found by SIRET
	garage       = iban.RIB{Bank: "14445", Branch: "00400", Number: "08001234567"} // its company is not known to MyUnisoft
	florist      = iban.RIB{Bank: "30066", Branch: "10531", Number: "00020111222"} // its connector is not set up
	bookshop     = iban.RIB{Bank: "17515", Branch: "90000", Number: "08001122334"} // leaves by Inqom, its folder found by SIRET
)

func number(r iban.RIB) string {
	i, _ := r.IBAN()
	return i.Format()
}

func account(r iban.RIB, connector, mandate string) provision.Account {
	return provision.Account{IBAN: number(r), Connector: connector, Mandate: mandate}
}

// plan is the firm. Its four partners: MyUnisoft takes statements at its address, Inqom says at
// its own which folders it has, and takes files from a folder as Fizen does; Fulll still wants
// its own.
func plan(p partners) provision.Plan {
	deposit := func(partner string) map[string]any { return map[string]any{"folder": p.depositFolder(partner)} }
	inqom := map[string]any{"folder": p.depositFolder("inqom"), "form": firm.FormSingle, "base_url": p.inqom.URL(), "auth_url": p.inqom.URL(),
		"client_id": inqomUser.ClientID, "username": inqomUser.Username}
	return provision.Plan{Firms: []provision.Firm{{
		Name: "Cabinet 1 démonstration - So bank", SIRET: "419 444 492 00016",
		Staff: []provision.Member{
			{Name: "Camille Martin", Email: Email, Profile: "administrateur"},
			{Name: "Dominique Bernard", Email: "dominique.bernard@cabinet-demo.example", Profile: "superviseur"},
			{Name: "Alix Petit", Email: "alix.petit@cabinet-demo.example", Profile: "collaborateur"},
		},
		Connectors: []provision.Connector{
			{Name: "Fizen", Partner: "fizen", Settings: deposit("fizen")}, {Name: "Fulll", Partner: "fulll"},
			{Name: "Inqom", Partner: "inqom", Settings: inqom},
			{Name: "MyUnisoft", Partner: "myunisoft", Settings: map[string]any{"base_url": p.myunisoft.URL()}},
		},
		Clients: []provision.Client{
			{Name: "Entreprise 1", Accounts: []provision.Account{
				{IBAN: number(faqAccount), Connector: "MyUnisoft", Mandate: "approuvé", PartnerFolder: "1201"}}},
			{Name: "Pharmacie de la Place", SIRET: pharmacySIRET, Reference: "P-021", Accounts: []provision.Account{
				account(pharmacy, "MyUnisoft", "approuvé")}},
			{Name: "Garage Le Bihan", SIRET: "413 682 725 00011", Reference: "G-009", Accounts: []provision.Account{
				account(garage, "MyUnisoft", "approuvé")}},
			{Name: "Fleurs de Brocéliande", Reference: "F-003", Accounts: []provision.Account{account(florist, "Fulll", "approuvé")}},
			{Name: "Librairie du Mail", SIRET: bookshopSIRET, Reference: "L-044", Accounts: []provision.Account{account(bookshop, "Inqom", "approuvé")}},
			{Name: "Jardins SARL", SIRET: "732 829 320 00074", Reference: "J-014", Accounts: []provision.Account{
				account(garden, "", "approuvé"), account(gardenSaving, "", "approuvé")}},
			{Name: "Boulangerie du Thabor", SIRET: "552 100 554 00025", Reference: "B-007", Accounts: []provision.Account{
				account(bakery, "", "approuvé"), account(bakeryTill, "", "approuvé")}},
			{Name: "Cabinet dentaire Le Goff", Reference: "L-102", Accounts: []provision.Account{
				account(dentist, "", "transmis"), account(handed, "", "à signer")}},
			{Name: "Menuiserie Kervella & Fils", SIRET: "421 878 463 00011", Reference: "K-033", Accounts: []provision.Account{
				account(joiner, "", "approuvé"), account(joinerFizen, "Fizen", "approuvé")}},
		},
	}}}
}
