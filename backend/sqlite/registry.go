package sqlite

import (
	"fmt"
	"time"

	"sobank/backend/registry"
)

var _ registry.Tx = (*Tx)(nil)

// RegistryAnswer reads an answer that was kept.
func (tx *Tx) RegistryAnswer(source registry.Source, question string) (registry.Kept, error) {
	k, at := registry.Kept{Source: source, Question: question}, ""
	found, err := tx.one("SELECT answer, at FROM registry_answer WHERE source = ? AND question = ?", []any{source, question}, &k.Answer, &at)
	if err != nil {
		return k, err
	}
	if !found {
		return k, notFound("Aucune réponse n'est gardée.")
	}
	if k.At, err = time.Parse(time.RFC3339, at); err != nil {
		return k, fmt.Errorf("sqlite: read the answer's date: %w", err)
	}
	return k, nil
}

// KeepRegistryAnswer keeps an answer in place of the former one, and drops those that came
// before an instant.
func (tx *Tx) KeepRegistryAnswer(k registry.Kept, oldest time.Time) error {
	if _, err := tx.exec("DELETE FROM registry_answer WHERE at < ?", instant(oldest)); err != nil {
		return err
	}
	_, err := tx.exec(`INSERT INTO registry_answer (source, question, answer, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (source, question) DO UPDATE SET answer = excluded.answer, at = excluded.at`,
		k.Source, k.Question, k.Answer, instant(k.At))
	return err
}

// DropRegistryAnswer forgets an answer, if there is one.
func (tx *Tx) DropRegistryAnswer(source registry.Source, question string) error {
	_, err := tx.exec("DELETE FROM registry_answer WHERE source = ? AND question = ?", source, question)
	return err
}

// HasRegistryAccount tells whether an OS account's keychain holds the INPI account.
func (tx *Tx) HasRegistryAccount(osAccount string) (bool, error) {
	var there int
	return tx.one("SELECT 1 FROM registry_account WHERE os_account = ?", []any{osAccount}, &there)
}

// NoteRegistryAccount says that it does, or no longer does.
func (tx *Tx) NoteRegistryAccount(osAccount string, there bool) error {
	if !there {
		_, err := tx.exec("DELETE FROM registry_account WHERE os_account = ?", osAccount)
		return err
	}
	_, err := tx.exec(`INSERT INTO registry_account (os_account, noted_at) VALUES (?, ?)
		ON CONFLICT (os_account) DO UPDATE SET noted_at = excluded.noted_at`, osAccount, tx.instant())
	return err
}
