package myunisoft

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"sobank/backend/deliver"
)

// ofOne finds words about one statement, the format's name apart.
var ofOne = regexp.MustCompile(`\b(ce|le|Le) relevé\b|(^|[^u] )\bil était`)

func TestSeveralStatementsAreSaidSo(t *testing.T) {
	two := deliver.Parcel{Statements: 2}
	for code, m := range meanings {
		r := several(two, deliver.Receipt{Message: m.says, Hint: m.hint})
		if ofOne.MatchString(r.Message) || ofOne.MatchString(r.Hint) {
			t.Errorf("%s: got %q, %q", code, r.Message, r.Hint)
		}
	}
	for name, answer := range map[string]string{"nothing new": problemJSON("IMPORT15", ""), "unknown": problemJSON("NEW42", "x"), "none taken": `{"rows_number":0}`} {
		for _, doubt := range []deliver.Doubt{deliver.NoDoubt, deliver.Unanswered} {
			status := 400
			if strings.Contains(answer, "rows") {
				status = 200
			}
			p, of := newPartner(t).on("/releve_bancaire", says(status, answer)), parcel()
			of.Statements, of.Doubt = 2, doubt
			r := newClient().Deliver(t.Context(), p.access(), of, nil)
			if ofOne.MatchString(r.Message+" "+r.Hint) || !strings.Contains(r.Message+r.Hint, "ces relevés") {
				t.Errorf("%s: got %q, %q", name, r.Message, r.Hint)
			}
		}
	}
	t.Run("one stays one", func(t *testing.T) {
		r := several(deliver.Parcel{Statements: 1}, deliver.Receipt{Message: "Le relevé est parti en entier"})
		if r.Message != "Le relevé est parti en entier" {
			t.Errorf("got %q", r.Message)
		}
	})
	t.Run("what is wrong with one holds back the others no longer than it takes to tell", func(t *testing.T) {
		p, of := newPartner(t), parcel()
		of.Statements, of.Bytes = 2, append(soundBody(), bytes.Replace(soundBody(), []byte("020126"), []byte("320126"), 1)...)
		r := newClient().Deliver(t.Context(), p.access(), of, noSent(t))
		wantReceipt(t, r, deliver.Receipt{State: deliver.Refused, Inside: true, Code: "CONTROLE"})
		if !strings.Contains(r.Message, "Les relevés n'ont pas été envoyés : leur ligne 7") {
			t.Errorf("got %q", r.Message)
		}
	})
}
