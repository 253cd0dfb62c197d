// Package backup keeps encrypted copies of the data file, and puts one back.
//
//	made, err := backups.Daily(ctx, nil)                         // once a day, by itself
//	preview, err := backups.Look(ctx, actor, path, backup.Key{}) // what is inside
//	err = backups.Restore(ctx, actor, path, backup.Key{}, nil)
//
// A backup is an age file (age-encryption.org) around a zstd stream around a tar archive: manifest.json,
// then sobank.db, between them secrets.json when the credentials were asked for. The daily ones are
// written for a recipient whose identity is in the keychain and on a sheet that was printed, since a
// keychain dies with its computer; those made on demand for a passphrase. Any of them opens without
// this program, by `age -d`, `zstd -d` and `tar -x`.
package backup

import (
	"context"
	"time"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Ending ends the names of backups.
const Ending = ".sobank"

// Keep is how many of the daily backups are kept.
const Keep = 14

// Counts is how much a data file holds.
type Counts struct {
	Firms      int `json:"firms"`
	Clients    int `json:"clients"`
	Accounts   int `json:"accounts"`
	Statements int `json:"statements"`
	Operations int `json:"operations"`
	Deliveries int `json:"deliveries"`
	Erasures   int `json:"erasures"` // of clients, and of what was under « Sans IBAN »
}

// Contents is what stands in a data file, read by looking all of it through.
type Contents struct {
	Schema  int64    `json:"schema"` // version of its tables
	Counts  Counts   `json:"counts"`
	Firms   []string `json:"firms"`    // their names
	LastDay string   `json:"last_day"` // of the latest operation, ISO, "" without one
}

// Manifest is what a backup says of itself.
type Manifest struct {
	Program string `json:"program"` // version that wrote it
	MadeAt  string `json:"made_at"` // RFC 3339
	Size    int64  `json:"size"`    // of sobank.db, in bytes
	SHA256  string `json:"sha256"`  // of sobank.db
	Contents
}

// File is the data file. Each path is that of another one, in a folder of its own.
type File interface {
	// Snapshot writes all that is committed into a new file.
	Snapshot(ctx context.Context, path string) error
	// Look looks a data file through. Errors: Unreadable (not ours, or damaged), Conflict (of a newer version).
	Look(ctx context.Context, path string) (Contents, error)
	// Replace puts the content of another file in place of this one's, whole or not at all, with what
	// prepare changes of it. Its schema is brought up to date before. progress has pages done and in all.
	Replace(ctx context.Context, path string, prepare func(Tx) error, progress func(done, total int)) error
}

// Store is the data file as the other capabilities see it. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what backups need of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Setting reads a setting, "" when absent.
	Setting(name string) (string, error)
	// SetSetting writes a setting.
	SetSetting(name, value string) error
	// Installation is the name under which this data folder's secrets are kept.
	Installation() (string, error)
	// ComeBack makes data that come from a backup safe to work with: nobody is signed in, every
	// connector is paused, and what waits to be sent may have been sent since.
	ComeBack() error
}

// Vault keeps secrets by name.
type Vault interface {
	Set(name, secret string) error
	Get(name string) (string, error)
}

// Credentials are the secrets of the connectors, for an archive that carries them elsewhere.
type Credentials interface {
	// Collect gives those that this account of the machine has, by name.
	Collect(ctx context.Context) (map[string]string, error)
	// Put keeps them for this account of the machine.
	Put(ctx context.Context, secrets map[string]string) error
}

// Service makes backups and puts them back.
type Service struct {
	Store       Store
	File        File
	Vault       func() (Vault, error)
	Credentials Credentials
	Now         func() time.Time
	Dir         string // the data folder
	Program     string // version of the program
	OSAccount   string
	// Reserved reports whether a path is the data file or one that goes with it.
	Reserved func(path string) bool
}

// The settings.
const (
	settingRecipient = "backup_recipient" // age1…, for whom the daily backups are
	settingSheet     = "backup_sheet_on"  // day when a person said that the sheet is in a safe place
	settingFolder    = "backup_folder"    // "": the data folder's own
	settingLast      = "backup_last_at"   // RFC 3339, the last daily backup that was verified
	settingProblem   = "backup_problem"   // why the last one was not made, or not where it was to be
)

// may reads what an actor may do.
func may(tx Tx, actor rights.Actor, action rights.Action) error {
	standing, err := tx.Standing(actor)
	if err != nil {
		return err
	}
	return standing.May(action, 0)
}

// Key opens a backup: a passphrase, or what is on the sheet. Empty, it is in the keychain.
type Key struct{ Text string }

func damaged(err error) error {
	return fault.New(fault.Unreadable, "Cette sauvegarde est abîmée ou incomplète : rien n'a été changé.").
		WithHint("Prenez-en une autre ; celles de chaque jour sont dans le dossier des sauvegardes.").WithCause(err)
}
