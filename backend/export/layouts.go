package export

import (
	"strconv"
	"strings"
	"time"

	"sobank/backend/account"
	"sobank/backend/bank"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/closing"
	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/journal"
	"sobank/backend/search"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// layout is the columns of a list.
type layout[Row any] struct {
	name    string
	columns []column[Row]
}

type column[Row any] struct {
	title string
	width int
	cell  func(Row) sheet.Cell
}

func (l layout[Row]) table(rows []Row) sheet.Table {
	t := sheet.Table{Name: l.name, Rows: make([][]sheet.Cell, len(rows))}
	for _, c := range l.columns {
		t.Columns = append(t.Columns, sheet.Column{Title: c.title, Width: c.width})
	}
	for i, r := range rows {
		t.Rows[i] = make([]sheet.Cell, len(l.columns))
		for j, c := range l.columns {
			t.Rows[i][j] = c.cell(r)
		}
	}
	return t
}

// text is a column of text.
func text[Row any](title string, width int, value func(Row) string) column[Row] {
	return column[Row]{title, width, func(r Row) sheet.Cell { return sheet.Text(value(r)) }}
}

// on is a column of days.
func on[Row any](title string, value func(Row) civil.Date) column[Row] {
	return column[Row]{title, 12, func(r Row) sheet.Cell { return sheet.Day(value(r)) }}
}

// many is a column of counts.
func many[Row any](title string, value func(Row) int) column[Row] {
	return column[Row]{title, 11, func(r Row) sheet.Cell { return sheet.Count(value(r)) }}
}

var clientLayout = layout[client.Row]{"Clients", []column[client.Row]{
	text("Dénomination sociale", 40, func(r client.Row) string { return r.Name }),
	text("SIRET", 18, func(r client.Row) string { return r.SIRET }),
	text("Référence dossier", 18, func(r client.Row) string { return r.Reference }),
	text("Cabinet", 30, func(r client.Row) string { return r.FirmName }),
	text("Responsable", 24, func(r client.Row) string { return r.Responsable }),
	text("Dossier confidentiel", 18, func(r client.Row) string { return yes(r.Confidential) }),
	many("IBAN", func(r client.Row) int { return r.Accounts }),
}}

var accountLayout = layout[account.Row]{"IBAN", []column[account.Row]{
	text("IBAN", 34, func(r account.Row) string { return shown(r.IBAN, r.Key) }),
	text("Banque", 24, func(r account.Row) string { return bankName(r.BankCode) }),
	text("Dénomination sociale", 40, func(r account.Row) string { return r.ClientName }),
	text("Référence dossier", 18, func(r account.Row) string { return r.Reference }),
	text("SIRET", 18, func(r account.Row) string { return r.SIRET }),
	text("Cabinet", 30, func(r account.Row) string { return r.FirmName }),
	text("Statut du mandat", 20, func(r account.Row) string { return r.Mandate.Status.French() }),
	on("Date du mandat", func(r account.Row) civil.Date { return r.Mandate.Since }),
	text("Connecteur", 20, func(r account.Row) string { return r.ConnectorName }),
	text("Titulaire", 30, func(r account.Row) string { return r.Holder }),
	text("Compte 512", 12, func(r account.Row) string { return r.LedgerAccount }),
	text("Journal", 9, func(r account.Row) string { return r.JournalCode }),
	on("Début de collecte", func(r account.Row) civil.Date { return r.CollectFrom }),
	many("Relevés", func(r account.Row) int { return r.Statements }),
	on("Dernier relevé", func(r account.Row) civil.Date { return r.LastOn }),
}}

var statementLayout = layout[statement.Row]{"Relevés", []column[statement.Row]{
	text("IBAN", 34, func(r statement.Row) string { return shown(r.IBAN, r.Key) }),
	text("Banque", 24, func(r statement.Row) string { return bankName(r.BankCode) }),
	text("Dénomination sociale", 40, func(r statement.Row) string { return r.ClientName }),
	text("Cabinet", 30, func(r statement.Row) string { return r.FirmName }),
	on("Du", func(r statement.Row) civil.Date { return r.Start }),
	on("Au", func(r statement.Row) civil.Date { return r.End }),
	{"Solde de départ", 16, func(r statement.Row) sheet.Cell { return balance(r.Opening, r.Decimals) }},
	{"Crédits", 16, func(r statement.Row) sheet.Cell { return sheet.Money(r.Credits, r.Decimals) }},
	{"Débits", 16, func(r statement.Row) sheet.Cell { return sheet.Money(r.Debits, r.Decimals) }},
	{"Solde d'arrivée", 16, func(r statement.Row) sheet.Cell { return balance(r.Closing, r.Decimals) }},
	text("Devise", 8, func(r statement.Row) string { return r.Currency }),
	many("Opérations", func(r statement.Row) int { return r.Operations }),
	text("État", 16, func(r statement.Row) string { return r.State.French() }),
	text("Place", 16, func(r statement.Row) string { return r.Place.French() }),
	text("Motif", 40, func(r statement.Row) string { return r.Reason.French() }),
	on("Reçu le", func(r statement.Row) civil.Date { return civil.Of(r.ReceivedAt.In(time.Local)) }),
}}

var foundLayout = layout[search.Row]{"Opérations", []column[search.Row]{
	on("Date", func(r search.Row) civil.Date { return r.BookedOn }),
	on("Valeur", func(r search.Row) civil.Date { return r.ValueOn }),
	text("Libellé", 50, func(r search.Row) string { return r.Label }),
	{"Montant", 16, func(r search.Row) sheet.Cell { return sheet.Money(r.Amount, r.Decimals) }},
	text("Devise", 8, func(r search.Row) string { return r.Currency }),
	text("Code", 8, func(r search.Row) string { return r.Code }),
	text("Référence", 20, func(r search.Row) string { return r.Reference }),
	text("IBAN", 34, func(r search.Row) string { return shown(r.IBAN, r.AccountKey) }),
	text("Banque", 24, func(r search.Row) string { return bankName(r.BankCode) }),
	text("Dénomination sociale", 40, func(r search.Row) string { return r.ClientName }),
	text("Cabinet", 30, func(r search.Row) string { return r.FirmName }),
}}

var closingLayout = layout[closing.Row]{"Clôture", []column[closing.Row]{
	text("Dénomination sociale", 40, func(r closing.Row) string { return r.ClientName }),
	text("Référence dossier", 18, func(r closing.Row) string { return r.Reference }),
	text("IBAN", 34, func(r closing.Row) string { return shown(r.IBAN, r.Key) }),
	text("Banque", 24, func(r closing.Row) string { return bankName(r.BankCode) }),
	{"Solde", 16, func(r closing.Row) sheet.Cell {
		if r.Balance == nil {
			return sheet.Cell{}
		}
		return sheet.Money(*r.Balance, r.Decimals)
	}},
	text("Devise", 8, func(r closing.Row) string { return r.Currency }),
	text("Certitude", 16, func(r closing.Row) string { return r.Certainty.French() }),
	on("Connu au", func(r closing.Row) civil.Date { return r.KnownOn }),
	text("Exercice complet", 16, func(r closing.Row) string { return yes(r.Complete()) }),
	text("Jours sans relevé", 50, func(r closing.Row) string { return days(r.Missing) }),
	many("Relevés non prouvés", func(r closing.Row) int { return r.Unproven }),
	text("Cabinet", 30, func(r closing.Row) string { return r.FirmName }),
}}

// days says runs of days in French.
func days(periods []civil.Period) string {
	said := make([]string, len(periods))
	for i, p := range periods {
		said[i] = "du " + p.From.French() + " au " + p.To.French()
		if p.From == p.To {
			said[i] = "le " + p.From.French()
		}
	}
	return strings.Join(said, ", ")
}

var deliveryLayout = layout[deliver.Row]{"Envois", []column[deliver.Row]{
	text("IBAN", 34, func(r deliver.Row) string { return shown(r.IBAN, r.Key) }),
	text("Dénomination sociale", 40, func(r deliver.Row) string { return r.ClientName }),
	text("Cabinet", 30, func(r deliver.Row) string { return r.FirmName }),
	text("Connecteur", 20, func(r deliver.Row) string { return r.ConnectorName }),
	text("Partenaire", 14, func(r deliver.Row) string { name, _ := firm.PartnerName(r.Partner); return name }),
	on("Du", func(r deliver.Row) civil.Date { return r.Start }),
	on("Au", func(r deliver.Row) civil.Date { return r.End }),
	many("Opérations", func(r deliver.Row) int { return r.Operations }),
	text("État", 16, func(r deliver.Row) string { return r.State.French() }),
	text("Code du partenaire", 20, func(r deliver.Row) string { return r.Code }),
	text("Message", 50, func(r deliver.Row) string { return r.Message }),
	text("Fichier", 34, func(r deliver.Row) string { return r.FileName }),
	text("Identifiant de requête", 38, func(r deliver.Row) string { return r.RequestID }),
	on("Dernier changement", func(r deliver.Row) civil.Date { return civil.Of(r.UpdatedAt.In(time.Local)) }),
}}

var journalLayout = layout[journal.Row]{"Journal", []column[journal.Row]{
	text("N°", 9, func(r journal.Row) string { return strconv.FormatInt(r.ID, 10) }),
	on("Date", func(r journal.Row) civil.Date { return civil.Of(r.At.In(time.Local)) }),
	text("Heure", 10, func(r journal.Row) string { return r.At.In(time.Local).Format(time.TimeOnly) }),
	text("Qui", 28, journal.Row.Who),
	text("Compte de la machine", 22, func(r journal.Row) string { return r.OSAccount }),
	text("Ce qui a été fait", 80, journal.Row.Said),
	text("Famille", 26, func(r journal.Row) string { return journal.FamilyOf(r.Action).French() }),
	text("Cabinet", 30, func(r journal.Row) string { return r.FirmName }),
	text("Action", 22, func(r journal.Row) string { return r.Action }),
	text("Objet", 12, func(r journal.Row) string { return r.Object }),
	text("N° de l'objet", 12, func(r journal.Row) string { return number(r.ObjectID) }),
}}

func number(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

func yes(is bool) string {
	if is {
		return "oui"
	}
	return "non"
}

// shown is an account as people read it: its IBAN, else the zones of the file.
func shown(i iban.IBAN, key string) string {
	if i != "" {
		return i.Format()
	}
	return strings.ReplaceAll(key, "/", " ")
}

func bankName(code string) string {
	if code == "" {
		return ""
	}
	return bank.Name(code)
}

func balance(b *statement.Balance, decimals int) sheet.Cell {
	if b == nil {
		return sheet.Cell{}
	}
	return sheet.Money(b.Amount, decimals)
}
