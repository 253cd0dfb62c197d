package desktop

import (
	"path/filepath"
	"strings"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/deliver"
	"sobank/backend/export"
	"sobank/backend/fault"
)

// Exports writes the lists of the screen, with their filters, as CSV or XLSX.
type Exports struct{ desk *Desk }

// Clients exports the list of clients; an empty path when the person closes the dialog.
func (e *Exports) Clients(q ClientQuery, format string) (Exported, error) {
	return e.save("clients", format, func(v visit, path string) (export.Done, error) {
		return v.house.Exports.Clients(v.ctx, v.actor, client.Query(q), path)
	}, q)
}

// Accounts exports the list of IBANs; an empty path when the person closes the dialog.
func (e *Exports) Accounts(q AccountQuery, format string) (Exported, error) {
	return e.save("iban", format, func(v visit, path string) (export.Done, error) {
		return v.house.Exports.Accounts(v.ctx, v.actor, accountQueryOf(q), path)
	}, q)
}

// Statements exports the list of statements; an empty path when the person closes the dialog.
func (e *Exports) Statements(q StatementQuery, format string) (Exported, error) {
	return e.save("releves", format, func(v visit, path string) (export.Done, error) {
		query, err := queryOf(q)
		if err != nil {
			return export.Done{}, err
		}
		return v.house.Exports.Statements(v.ctx, v.actor, query, path)
	}, q)
}

// Operations exports what the statements of a query bring, or those chosen (ids, when there are
// some), in a format: "csv", "xlsx", "ofx2", "ofx1", "qif", "cfonb120", "quadra" or "fec". An empty path
// when the person closes the dialog.
func (e *Exports) Operations(q StatementQuery, ids []int64, format string) (Exported, error) {
	return ask(e.desk.given(q, ids, format), func(v visit) (Exported, error) {
		query, err := queryOf(q)
		if err != nil {
			return Exported{}, err
		}
		how, ok := v.house.Exports.Handouts[format]
		if !ok || len(ids) > 10_000 {
			return Exported{}, fault.New(fault.Invalid, "Ce format n'existe pas.").WithField("format")
		}
		query.IDs = ids
		path, err := e.desk.options.Dialogs.SaveFile("Exporter les opérations", "operations-"+v.house.Now().Format("2006-01-02")+how.Ending)
		if err != nil || path == "" {
			return Exported{}, err
		}
		if filepath.Ext(path) == "" {
			path += how.Ending
		}
		done, err := v.house.Exports.Operations(v.ctx, v.actor, query, format, path)
		return Exported(done), err
	})
}

// Deliveries exports the list of deliveries; an empty path when the person closes the dialog.
func (e *Exports) Deliveries(q DeliveryQuery, format string) (Exported, error) {
	return e.save("envois", format, func(v visit, path string) (export.Done, error) {
		return v.house.Exports.Deliveries(v.ctx, v.actor, deliveryQueryOf(q), path)
	}, q)
}

// Journal exports the journal; an empty path when the person closes the dialog.
func (e *Exports) Journal(q JournalQuery, format string) (Exported, error) {
	return e.save("journal", format, func(v visit, path string) (export.Done, error) {
		query, err := journalQueryOf(q)
		if err != nil {
			return export.Done{}, err
		}
		return v.house.Exports.Journal(v.ctx, v.actor, query, path)
	}, q)
}

// save asks where the file goes, then has it written there. A name without an extension gets
// that of the format.
func (e *Exports) save(name, format string, write func(visit, string) (export.Done, error), given ...any) (Exported, error) {
	return ask(e.desk.given(append(given, format)...), func(v visit) (Exported, error) {
		end := "." + extension(format)
		path, err := e.desk.options.Dialogs.SaveFile("Exporter la liste", name+"-"+v.house.Now().Format("2006-01-02")+end)
		if err != nil || path == "" {
			return Exported{}, err
		}
		if !strings.EqualFold(filepath.Ext(path), end) {
			path += end
		}
		done, err := write(v, path)
		return Exported(done), err
	})
}

func accountQueryOf(q AccountQuery) account.Query {
	return account.Query{Search: q.Search, Sort: q.Sort, Desc: q.Desc, FirmIDs: q.FirmIDs, Statuses: named[account.Status](q.Statuses),
		ConnectorIDs: q.ConnectorIDs, ResponsableIDs: q.ResponsableIDs, Mine: q.Mine, ClientID: q.ClientID, Offset: q.Offset, Limit: q.Limit}
}

func deliveryQueryOf(q DeliveryQuery) deliver.Query {
	return deliver.Query{Search: q.Search, FirmIDs: q.FirmIDs, States: named[deliver.State](q.States), ConnectorIDs: q.ConnectorIDs,
		AccountID: q.AccountID, Mine: q.Mine, Offset: q.Offset, Limit: q.Limit}
}
