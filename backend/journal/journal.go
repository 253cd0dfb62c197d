// Package journal says who did what to what. Entries hold identifiers and counts only;
// names live in their own tables, so that a client can be erased without touching the
// journal, which only ever grows. It is read with the names of the day, one French sentence
// an entry; what is no more reads « effacé ».
//
//	tx.Record(journal.Entry{Action: "firm.create", FirmID: id, Object: "firm", ObjectID: id})
//	rows, total, err := journals.List(ctx, actor, journal.Query{Families: []journal.Family{journal.Mandates}})
//	rows[0].Sentence() // « Camille Martin a créé le cabinet « Cabinet 1 ». »
package journal

import "sobank/backend/rights"

// Entry is one thing that was done. The store adds the instant.
type Entry struct {
	Actor    rights.Actor
	Action   string // 'firm.create', 'import', 'download', …; each has its words in phrase.go
	FirmID   int64  // 0: of no firm
	Object   string // 'firm', 'account', 'file', …
	ObjectID int64
	Facts    map[string]any // counts and identifiers, never names or labels; each has its label in fact.go
}

// Recorder writes entries in the transaction that does the thing.
type Recorder interface {
	Record(Entry) error
}
