package deliver_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/civil"
	"sobank/backend/deliver"
	"sobank/backend/provision"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// TestOneAccountsStatementsLeaveTogether, in their order, and each account's apart.
func TestOneAccountsStatementsLeaveTogether(t *testing.T) {
	b := mustBench(t, 2)
	b.give(append(wiringtest.Days(wiringtest.IBAN(0), 9), wiringtest.Days(wiringtest.IBAN(1), 3)...)...)
	sends := 0
	partner := b.Engine.Partners["myunisoft"]
	b.Engine.Partners["myunisoft"] = counted{partner, &sends}
	b.MustSync()
	b.wantOnce(12)
	if sends != 2 {
		t.Errorf("%d sends", sends)
	}
	row := b.rows(deliver.Integrated)[0]
	if row.Together != 3 && row.Together != 9 || row.Integrated == nil || *row.Integrated != 2*row.Together || row.All != 2*row.Together {
		t.Errorf("row %+v", row)
	}
}

// TestWhatIsInsideIsFoundAlone: a refusal of what is in the bytes has each statement tried alone,
// so that one that the partner does not take holds back no other.
func TestWhatIsInsideIsFoundAlone(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 4)...)
	var sizes []int
	play(b.Bench, func(_ deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
		sizes = append(sizes, p.Statements)
		if err := sent(); err != nil {
			t.Error(err)
		}
		if strings.Contains(string(p.Bytes), "030326") { // of 3 March
			return deliver.Receipt{State: deliver.Refused, Inside: true, Code: "IMPORT11", Message: "Une ligne est illisible."}
		}
		return deliver.Receipt{State: deliver.Integrated, Integrated: &p.Operations}
	})
	report := b.MustSync()
	if got := fmt.Sprint(sizes); got != "[4 1 1 1 1]" {
		t.Errorf("sends of %s statements", got)
	}
	if s := b.states(); s[deliver.Refused] == 0 || s[deliver.Integrated]+s[deliver.Refused] != 4 || report.Tried != 4 {
		t.Errorf("states %v, report %+v", s, report)
	}
	b.MustVerify()
}

// TestWhatMayHaveArrivedTogetherStaysTogether loses the answer, and adds statements before the
// next try: what leaves then is to the byte what left before, and what is said of it is said of
// each statement in it.
func TestWhatMayHaveArrivedTogetherStaysTogether(t *testing.T) {
	b := mustBench(t, 1)
	clerk := b.clerk()
	days := wiringtest.Days(wiringtest.IBAN(0), 5)
	b.give(days[:3]...)
	var sums []string
	lose := func(_ deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
		sums = append(sums, fmt.Sprint(p.SHA256, p.Name, p.Statements, p.Doubt))
		_ = sent()
		return deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Message: "Pas de réponse."}
	}
	play(b.Bench, lose)
	if _, err := run(b.Bench, 0); err != nil {
		t.Fatal(err)
	}
	b.give(days[3:]...)
	b.Clock.Advance(time.Hour)
	play(b.Bench, func(a deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
		if p.Doubt == deliver.NoDoubt {
			return deliver.Receipt{State: deliver.Integrated, Integrated: &p.Operations}
		}
		lose(a, p, sent)
		return deliver.Receipt{State: deliver.ToCheck, Doubt: deliver.Answered, Code: "IMPORT15", Message: "Rien à prendre."}
	})
	b.MustSync()
	if len(sums) != 2 || strings.TrimSuffix(sums[0], "0") != strings.TrimSuffix(sums[1], "2") {
		t.Fatalf("left %q", sums)
	}
	unclear := b.rows(deliver.ToCheck)
	if len(unclear) != 3 || b.states()[deliver.Integrated] != 2 {
		t.Fatalf("states %v", b.states())
	}
	t.Run("a person answers for all of it", func(t *testing.T) {
		if err := b.Deliveries.Check(background, clerk, unclear[1].ID, true, "vu dans l'outil"); err != nil {
			t.Fatal(err)
		}
		if s := b.states(); s[deliver.AlreadyIntegrated] != 3 {
			t.Errorf("states %v", s)
		}
		for _, row := range unclear {
			d, err := b.Deliveries.Get(background, clerk, row.ID)
			if err != nil || d.Attempts[0].Outcome != deliver.There || d.Attempts[0].By == "" {
				t.Errorf("history %+v, %v", d.Attempts, err)
			}
		}
		b.MustVerify()
	})
}

// TestRetryTakesAllThatMayHaveArrived together again.
func TestRetryTakesAllThatMayHaveArrived(t *testing.T) {
	b := mustBench(t, 1)
	clerk := b.clerk()
	b.give(wiringtest.Days(wiringtest.IBAN(0), 3)...)
	play(b.Bench, func(_ deliver.Access, _ deliver.Parcel, sent func() error) deliver.Receipt {
		_ = sent()
		return deliver.Receipt{State: deliver.ToCheck, Doubt: deliver.Answered, Message: "Peut-être."}
	})
	b.MustSync()
	if err := b.Deliveries.Retry(background, clerk, []int64{b.rows(deliver.ToCheck)[0].ID}, "à nouveau"); err != nil {
		t.Fatal(err)
	}
	if s := b.states(); s[deliver.ToSend] != 3 {
		t.Fatalf("states %v", s)
	}
	play(b.Bench, func(_ deliver.Access, p deliver.Parcel, _ func() error) deliver.Receipt {
		if p.Statements != 3 || p.Operations != 6 {
			t.Errorf("%d statements, %d operations", p.Statements, p.Operations)
		}
		return deliver.Receipt{State: deliver.Integrated, Integrated: &p.Operations}
	})
	b.MustSync()
	if s := b.states(); s[deliver.Integrated] != 3 {
		t.Errorf("states %v", s)
	}
	b.MustVerify()
}

// forms is a bench whose firm puts files of a form into a folder, for two clients of two accounts.
func forms(t *testing.T, form string) (b *bench, folder string) {
	t.Helper()
	b = &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t}
	folder = t.TempDir()
	plan := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet Lefèvre & Fils",
		Connectors: []provision.Connector{{Name: "Fulll", Partner: "fulll", Settings: map[string]any{"folder": folder, "form": form}}}}}}
	for c, siret := range []string{"73282932000074", "41944449200016"} {
		client := provision.Client{Name: fmt.Sprintf("Client %d", c), SIRET: siret, Reference: fmt.Sprintf("=J-%d", c)}
		for n := range 2 {
			client.Accounts = append(client.Accounts, provision.Account{IBAN: string(wiringtest.IBAN(2*c + n)), Connector: "Fulll", Mandate: "approuvé"})
		}
		plan.Firms[0].Clients = append(plan.Firms[0].Clients, client)
	}
	b.MustApply(plan)
	for n := range 4 {
		b.give(wiringtest.Days(wiringtest.IBAN(n), 3)...)
	}
	return b, folder
}

func files(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestFormsOfFiles looks at what stands in the folder under each setting.
func TestFormsOfFiles(t *testing.T) {
	for form, want := range map[string]struct {
		files int
		named string
	}{
		"single": {12, "CFONB120_"},
		"client": {2, "RELEVES_CABINET-LEFEVRE-FILS_"},
		"all":    {1, "RELEVES_CABINET-LEFEVRE-FILS_2026"},
		"merged": {1, "RELEVES_CABINET-LEFEVRE-FILS_2026"},
	} {
		t.Run(form, func(t *testing.T) {
			b, folder := forms(t, form)
			b.MustSync()
			names := files(t, folder)
			if len(names) != want.files || !strings.HasPrefix(names[0], want.named) {
				t.Fatalf("files %q", names)
			}
			if s := b.states(); s[deliver.Deposited] != 12 {
				t.Errorf("states %v", s)
			}
			statements := 0
			for _, name := range names {
				statements += countStatements(t, filepath.Join(folder, name))
			}
			if statements != 12 {
				t.Errorf("%d statements in the files", statements)
			}
			b.MustVerify()
		})
	}
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// TestAFileIsCutAt20MB, as « Collecte CFONB – Import » wants it.
func TestAFileIsCutAt20MB(t *testing.T) {
	b, folder := forms(t, "merged")
	operations := make([]statement.Operation, 23_000)
	for i := range operations {
		operations[i] = wiringtest.Op("2026-02-28", -250, fmt.Sprint("FRAIS ", i))
	}
	for n := range 4 {
		b.give(wiringtest.Block(wiringtest.IBAN(n), "2026-02-27", 5_000_000, "2026-02-28", operations...))
	}
	for n := range 4 {
		day := "2026-01-31"
		for i := range operations {
			operations[i].BookedOn, operations[i].ValueOn = civil.MustParse(day), civil.MustParse(day)
		}
		b.give(wiringtest.Block(wiringtest.IBAN(n), "2026-01-30", 9_000_000, day, operations...))
	}
	b.MustSync()
	names := files(t, folder)
	if len(names) != 2 {
		t.Fatalf("files %q", names)
	}
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Size() > 20<<20 {
			t.Errorf("%s is of %d bytes, %v", name, info.Size(), err)
		}
	}
	b.MustVerify()
}

// countStatements counts the statements of a file, and wants an archive to hold what its
// manifest says.
func countStatements(t *testing.T, path string) (n int) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(path) == ".dat" {
		return bytes.Count(append([]byte("\n"), content...), []byte("\n01"))
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	inside := map[string][]byte{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if inside[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	r := csv.NewReader(bytes.NewReader(inside["manifeste.csv"]))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != len(inside) {
		t.Fatalf("manifest of %d lines for %d files, %v", len(rows), len(inside), err)
	}
	for _, row := range rows[1:] {
		if len(inside[row[0]]) == 0 || row[9] != "2" || row[10] != sum(inside[row[0]]) || !strings.HasPrefix(row[3], "'=J-") || row[7] == "" {
			t.Errorf("manifest says %q", row)
		}
	}
	return len(rows) - 1
}

// TestAnArchiveIsFoundAgain: the process dies between the file's departure and its record; the
// next one makes the same archive, and finds it in its place.
func TestAnArchiveIsFoundAgain(t *testing.T) {
	b, folder := forms(t, "client")
	partner := b.Engine.Partners["fulll"]
	b.Engine.Partners["fulll"] = forgetful{partner}
	if _, err := b.Engine.Run(background, deliver.Scope{Actor: b.Systeme()}); err != nil {
		t.Fatal(err)
	}
	before := files(t, folder)
	if s := b.states(); s[deliver.Deposited] != 0 || len(before) == 0 {
		t.Fatalf("states %v, files %q", s, before)
	}
	b.Engine.Partners["fulll"] = partner
	b.Clock.Advance(time.Hour)
	b.MustSync()
	if after := files(t, folder); len(after) != 2 {
		t.Errorf("files %q, then %q", before, after)
	}
	if s := b.states(); s[deliver.Deposited] != 12 {
		t.Errorf("states %v", s)
	}
	b.MustVerify()
}

// counted counts what is sent.
type counted struct {
	deliver.Partner
	sends *int
}

func (c counted) Deliver(ctx context.Context, a deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
	*c.sends++
	return c.Partner.Deliver(ctx, a, p, sent)
}

// forgetful delivers, and does not say so.
type forgetful struct{ deliver.Partner }

func (f forgetful) Deliver(ctx context.Context, a deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
	f.Partner.Deliver(ctx, a, p, sent)
	return deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered}
}

// TestAFailingPartnerRests: five failures in a row leave it alone, and say so; its first answer
// ends that, and a person's wish tries at once.
func TestAFailingPartnerRests(t *testing.T) {
	b := mustBench(t, 12)
	clerk := b.clerk()
	for n := range 12 {
		b.give(wiringtest.Days(wiringtest.IBAN(n), 1)...)
	}
	b.partner.Fail(simulator.Fault{Kind: simulator.HTML, Times: 6})
	sends := 0
	b.Engine.Partners["myunisoft"] = counted{b.Engine.Partners["myunisoft"], &sends}
	for range 20 {
		if _, err := run(b.Bench, 0); err != nil {
			t.Fatal(err)
		}
		b.Clock.Advance(2 * time.Second)
	}
	id := b.MustConnector("Cabinet", "MyUnisoft").ID
	st, err := b.Deliveries.Status(background, clerk, id)
	if err != nil || sends != 5 || st.Failures != 5 || st.RestingUntil.IsZero() {
		t.Fatalf("%d sends, status %+v, %v", sends, st, err)
	}
	said, err := b.Deliveries.Troubles(background, clerk)
	if err != nil || len(said) != 1 || !strings.Contains(said[0], "5 échecs de suite") {
		t.Errorf("said %q, %v", said, err)
	}
	t.Run("longer with each further failure", func(t *testing.T) {
		b.Clock.Advance(2 * time.Minute)
		if _, err := run(b.Bench, 0); err != nil {
			t.Fatal(err)
		}
		longer, err := b.Deliveries.Status(background, clerk, id)
		if err != nil || sends != 6 || longer.RestingUntil.Sub(b.Clock.Now()) <= st.RestingUntil.Sub(b.Clock.Now()) {
			t.Errorf("%d sends, status %+v, %v", sends, longer, err)
		}
	})
	t.Run("a person's wish tries at once, and an answer ends it", func(t *testing.T) {
		b.MustSync()
		b.wantOnce(12)
		if st, err := b.Deliveries.Status(background, clerk, id); err != nil || st.Failures != 0 || !st.RestingUntil.IsZero() {
			t.Errorf("status %+v, %v", st, err)
		}
	})
}

// TestACompanyIsFoundFirst: what the partner says against an account is said of all that waits
// for it, and of nothing else; once somebody mended it, all leaves.
func TestACompanyIsFoundFirst(t *testing.T) {
	b := mustBench(t, 2)
	clerk := b.clerk()
	b.give(append(wiringtest.Days(wiringtest.IBAN(0), 3), wiringtest.Days(wiringtest.IBAN(1), 2)...)...)
	first, asked := b.accounts()[0], 0
	partner, missing := b.Engine.Partners["myunisoft"], true
	b.Engine.Partners["myunisoft"] = finding{partner, func(of deliver.AccountCard) deliver.Match {
		asked++
		if missing && of.ID == first {
			return deliver.Match{Folder: "1203", Setback: deliver.Receipt{State: deliver.Refused, Code: "RIB-A-CREER", Message: "RIB à créer."}}
		}
		return deliver.Match{Folder: "1203"}
	}}
	b.MustSync()
	refused := b.rows(deliver.Refused)
	if s := b.states(); len(refused) != 3 || s[deliver.Integrated] != 2 || asked != 2 {
		t.Fatalf("states %v, asked %d times", s, asked)
	}
	b.MustVerify()
	missing = false
	ids := []int64{}
	for _, r := range refused {
		ids = append(ids, r.ID)
	}
	if err := b.Deliveries.Retry(background, clerk, ids, "le RIB est créé"); err != nil {
		t.Fatal(err)
	}
	b.MustSync()
	b.wantOnceInAnyOrder(5)
	t.Run("and is not asked again", func(t *testing.T) {
		b.give(wiringtest.Days(wiringtest.IBAN(0), 4)[3:]...)
		b.MustSync()
		if asked != 3 || b.states()[deliver.Integrated] != 6 {
			t.Errorf("asked %d times, states %v", asked, b.states())
		}
	})
	t.Run("unless somebody says another company", func(t *testing.T) {
		if err := b.Accounts.SetPartnerFolder(background, clerk, first, "77"); err != nil {
			t.Fatal(err)
		}
		b.give(wiringtest.Days(wiringtest.IBAN(0), 5)[4:]...)
		_, _ = run(b.Bench, 0)
		if asked != 4 {
			t.Errorf("asked %d times", asked)
		}
	})
}
