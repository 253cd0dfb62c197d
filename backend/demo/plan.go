package demo

import (
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
)

func number(r iban.RIB) string {
	i, _ := r.IBAN()
	return i.Format()
}

func account(r iban.RIB, connector, mandate string) provision.Account {
	return provision.Account{IBAN: number(r), Connector: connector, Mandate: mandate}
}

func plan() provision.Plan {
	return provision.Plan{Firms: []provision.Firm{{
		Name: "Cabinet 1 démonstration - So bank", SIRET: "419 444 492 00016",
		Staff: []provision.Member{
			{Name: "Camille Martin", Email: Email, Profile: "administrateur"},
			{Name: "Dominique Bernard", Email: "dominique.bernard@cabinet-demo.example", Profile: "superviseur"},
			{Name: "Alix Petit", Email: "alix.petit@cabinet-demo.example", Profile: "collaborateur"},
		},
		Connectors: []provision.Connector{
			{Name: "Fizen", Partner: "fizen"}, {Name: "Fulll", Partner: "fulll"},
			{Name: "Inqom", Partner: "inqom"}, {Name: "MyUnisoft", Partner: "myunisoft"},
		},
		Clients: []provision.Client{
			{Name: "Entreprise 1", Accounts: []provision.Account{account(faqAccount, "MyUnisoft", "approuvé")}},
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
