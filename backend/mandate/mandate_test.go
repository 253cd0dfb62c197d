package mandate_test

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/mandate"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

type bench struct {
	*wiringtest.Bench
	t                            *testing.T
	dir                          string
	firm                         int64
	clerk, boss, outsider, admin rights.Actor
	ids                          []int64 // two of Jardins at BNP (Créé), one of Jardins abroad, one of Électricité (approuvé)
	papers                       []mandate.Paper
}

const abroad = "DE89370400440532013000"

// mustBench is a firm with two clients.
func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t, dir: t.TempDir()}
	b.MustApply(provision.Plan{Firms: []provision.Firm{
		{Name: "Cabinet Le Goff & Associés", SIRET: "41944449200016", Clients: []provision.Client{
			{Name: "Jardins de l'Œuvre SARL", SIRET: "73282932000074", Accounts: []provision.Account{
				{IBAN: string(wiringtest.IBAN(0))}, {IBAN: string(wiringtest.IBAN(1))}, {IBAN: abroad}}},
			{Name: "Électricité SA", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(2)), Mandate: "approuvé"}}}}},
		{Name: "Autre cabinet"}}})
	b.firm = b.MustFirm("Cabinet Le Goff & Associés")
	b.clerk = b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	b.boss = b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
	b.outsider = b.MustJoin("x@autre.fr", rights.Superviseur, b.MustFirm("Autre cabinet"))
	b.admin = b.MustJoin("a@cabinet.fr", rights.Administrateur)
	for _, number := range []string{string(wiringtest.IBAN(0)), string(wiringtest.IBAN(1)), abroad, string(wiringtest.IBAN(2))} {
		rows, _, err := b.Accounts.List(background, b.admin, account.Query{Search: number})
		if err != nil || len(rows) != 1 {
			t.Fatal(number, rows, err)
		}
		b.ids = append(b.ids, rows[0].ID)
	}
	real := b.Mandates.Printer
	b.Mandates.Printer = printer(func(p mandate.Paper) ([]byte, error) {
		b.papers = append(b.papers, p)
		return real.Print(p)
	})
	return b
}

type printer func(mandate.Paper) ([]byte, error)

func (p printer) Print(paper mandate.Paper) ([]byte, error) { return p(paper) }

func wantFault(t *testing.T, err error, code fault.Code, field string) {
	t.Helper()
	if fault.CodeOf(err) != code || err != nil && fault.From(err).Field != field {
		t.Errorf("got %v; want %s on %q", err, code, field)
	}
}

func (b *bench) status(id int64) account.Status {
	b.t.Helper()
	row, err := b.Accounts.Get(background, b.admin, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return row.Mandate.Status
}

// along takes mandates through steps.
func (b *bench) along(id int64, steps ...account.Status) {
	b.t.Helper()
	for _, to := range steps {
		if err := b.Accounts.Move(background, b.boss, []int64{id}, to, "", "parce que"); err != nil {
			b.t.Fatal(err)
		}
	}
}

func (b *bench) mustPrepare(ids ...int64) mandate.Document {
	b.t.Helper()
	doc, err := b.Mandates.Prepare(background, b.clerk, mandate.Request{AccountIDs: ids})
	if err != nil {
		b.t.Fatal(err)
	}
	return doc
}

// said is all that a paper says.
func said(p mandate.Paper) string {
	lines := []string{p.Title, p.Lead, p.Ending, p.Foot}
	for _, c := range p.Cards {
		lines = append(append(lines, c.Heading), c.Lines...)
	}
	for _, part := range p.Parts {
		lines = append(append(lines, part.Heading, part.Text), part.Lines...)
	}
	return strings.Join(append(lines, p.Boxes...), "\n")
}

func TestPrepare(t *testing.T) {
	b := mustBench(t)
	_, err := b.Clients.Save(background, b.clerk, client.Client{ID: b.client(b.ids[0]), Name: "Jardins de l'Œuvre SARL", SIRET: "73282932000074", Address: "12 rue de l'Église",
		Postcode: "35131", City: "Chartres-de-Bretagne", Signatory: client.Signatory{Name: "Zoé Lœuillet", Quality: "gérante"}})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := b.Mandates.Prepare(background, b.clerk, mandate.Request{AccountIDs: []int64{b.ids[1], b.ids[0]}, Agency: " Rennes Centre "})
	if err != nil || doc.Kind != mandate.Mandat || doc.Type != "pdf" || doc.Name != "Mandat Jardins de l Œuvre SARL BNP Paribas.pdf" || len(doc.SHA256) != 64 {
		t.Fatalf("%+v, %v", doc, err)
	}
	t.Run("takes the mandates to « À signer », and says why", func(t *testing.T) {
		for _, id := range b.ids[:2] {
			life, err := b.Accounts.Mandate(background, b.clerk, id)
			if err != nil || life.Status != account.ToSign || life.Steps[0].By != "c@cabinet.fr" || life.Steps[0].Note != "mandat PDF établi" {
				t.Errorf("%+v, %v", life, err)
			}
		}
	})
	t.Run("says who, what, how long, and how it ends", func(t *testing.T) {
		text := said(b.papers[len(b.papers)-1])
		for _, want := range []string{"Jardins de l'Œuvre SARL", "732 829 320 00074", "12 rue de l'Église, 35131 Chartres-de-Bretagne", "Zoé Lœuillet", "gérante", "Cabinet Le Goff & Associés",
			"BNP Paribas", "Agence : Rennes Centre", "guichet 00001", wiringtest.IBAN(0).Format(), wiringtest.IBAN(1).Format(),
			"lecture seule", "aucune opération", "sans limite de durée", "à tout moment", "CNIL", "Fait à ", "Pour le client : ", "Pour le mandataire : "} {
			if !strings.Contains(text, want) {
				t.Errorf("not a word of %q", want)
			}
		}
		if strings.Contains(text, "DE89") {
			t.Error("it names an account of another bank")
		}
	})
	t.Run("is kept, and listed with its author", func(t *testing.T) {
		list, err := b.Mandates.Documents(background, b.clerk, b.ids[1])
		if err != nil || len(list) != 1 || list[0].By != "c@cabinet.fr" || list[0].SHA256 != doc.SHA256 || list[0].Size != doc.Size || list[0].At.IsZero() {
			t.Errorf("%+v, %v", list, err)
		}
		if dir := os.Getenv("SOBANK_PDF_DIR"); dir != "" { // to look at it
			b.mustCopy(doc.ID, filepath.Join(dir, "mandat.pdf"))
		}
	})
	t.Run("OK again while it is to sign, and after the bank refused it", func(t *testing.T) {
		b.mustPrepare(b.ids[0])
		b.along(b.ids[0], account.Signed, account.Sent, account.Rejected)
		b.mustPrepare(b.ids[0])
		if s := b.status(b.ids[0]); s != account.ToSign {
			t.Errorf("it is %s", s)
		}
	})
	t.Run("names the provider when the firm has one", func(t *testing.T) {
		card, _, err := b.Firms.Get(background, b.boss, b.firm)
		if err != nil {
			t.Fatal(err)
		}
		card.MandataryName, card.MandataryAddress = "Collecte & Cie", "1 quai de la Prévalaye, 35000 Rennes"
		if _, err := b.Firms.Update(background, b.boss, card); err != nil {
			t.Fatal(err)
		}
		b.mustPrepare(b.ids[0])
		if text := said(b.papers[len(b.papers)-1]); !strings.Contains(text, "1 quai de la Prévalaye") || !strings.Contains(text, "Pour le mandataire : Collecte & Cie") {
			t.Error(text)
		}
	})
	t.Run("OK for a bank abroad, whose name is left to be filled in", func(t *testing.T) {
		b.mustPrepare(b.ids[2])
	})
	b.MustVerify()
}

// TestAMandateIsOnePage: with twelve accounts and the longest names that people have, too.
func TestAMandateIsOnePage(t *testing.T) {
	b := mustBench(t)
	long := "Société civile d'exploitation agricole et viticole des Héritiers Lœuillet-Ñuñez de la Tour-d'Auvergne & Associés"
	if _, err := b.Clients.Save(background, b.clerk, client.Client{ID: b.client(b.ids[0]), Name: long, SIRET: "73282932000074", Address: long,
		Postcode: "35131", City: "Chartres-de-Bretagne", Signatory: client.Signatory{Name: long, Quality: "présidente du conseil d'administration"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Firms.Update(background, b.boss, firm.Card{ID: b.firm, Name: long, Address: long, MandataryName: long, MandataryAddress: long}); err != nil {
		t.Fatal(err)
	}
	ids := b.ids[:2]
	for n := range 10 {
		row, err := b.Accounts.Save(background, b.clerk, account.Form{ClientID: b.client(b.ids[0]), IBAN: string(wiringtest.IBAN(10 + n))})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, row.ID)
	}
	doc, err := b.Mandates.Prepare(background, b.clerk, mandate.Request{AccountIDs: ids, Agency: long})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(b.dir, "douze.pdf")
	b.mustCopy(doc.ID, path)
	content, err := os.ReadFile(path)
	if err != nil || bytes.Count(content, []byte("/Type /Page\n")) != 1 {
		t.Errorf("%d pages, %v", bytes.Count(content, []byte("/Type /Page\n")), err)
	}
	if dir := os.Getenv("SOBANK_PDF_DIR"); dir != "" {
		b.mustCopy(doc.ID, filepath.Join(dir, "douze.pdf"))
	}
}

func (b *bench) client(accountID int64) int64 {
	b.t.Helper()
	row, err := b.Accounts.Get(background, b.admin, accountID)
	if err != nil {
		b.t.Fatal(err)
	}
	return row.ClientID
}

func TestPrepareRefuses(t *testing.T) {
	b := mustBench(t)
	for name, c := range map[string]struct {
		actor rights.Actor
		req   mandate.Request
		code  fault.Code
		field string
	}{
		"RefusesAnotherFirm":           {b.outsider, mandate.Request{AccountIDs: b.ids[:1]}, fault.NotFound, ""},
		"RefusesSysteme":               {b.Systeme(), mandate.Request{AccountIDs: b.ids[:1]}, fault.Refused, ""},
		"nothing":                      {b.clerk, mandate.Request{}, fault.Invalid, "accountIds"},
		"two banks":                    {b.clerk, mandate.Request{AccountIDs: []int64{b.ids[0], b.ids[2]}}, fault.Invalid, "accountIds"},
		"two clients":                  {b.clerk, mandate.Request{AccountIDs: []int64{b.ids[0], b.ids[3]}}, fault.Invalid, "accountIds"},
		"a mandate that is approved":   {b.clerk, mandate.Request{AccountIDs: b.ids[3:]}, fault.Conflict, ""},
		"an agency that is too long":   {b.clerk, mandate.Request{AccountIDs: b.ids[:1], Agency: strings.Repeat("a", 201)}, fault.Invalid, "agency"},
		"an account that is not there": {b.clerk, mandate.Request{AccountIDs: []int64{999}}, fault.NotFound, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Mandates.Prepare(background, c.actor, c.req)
			wantFault(t, err, c.code, c.field)
		})
	}
	if s := b.status(b.ids[0]); s != account.Created {
		t.Errorf("something moved: %s", s)
	}
}

func TestPropose(t *testing.T) {
	b := mustBench(t)
	p, err := b.Mandates.Propose(background, b.clerk, b.ids[0])
	if err != nil || p.Bank != "BNP Paribas" || len(p.Accounts) != 2 || !p.Able[0] || !p.Able[1] {
		t.Errorf("%+v, %v", p, err)
	}
	if missing := strings.Join(p.Missing, ", "); !strings.Contains(missing, "le nom du signataire") || strings.Contains(missing, "SIRET") {
		t.Errorf("missing: %s", missing)
	}
	_, err = b.Mandates.Propose(background, b.outsider, b.ids[0])
	wantFault(t, err, fault.NotFound, "")
}

func TestTerminate(t *testing.T) {
	b := mustBench(t)
	_, err := b.Mandates.Terminate(background, b.clerk, b.ids[3:], "")
	wantFault(t, err, fault.Refused, "") // the bank's matter
	doc, err := b.Mandates.Terminate(background, b.boss, b.ids[3:], "2026-04-30")
	if err != nil || doc.Kind != mandate.Termination || !strings.HasPrefix(doc.Name, "Résiliation Électricité SA") {
		t.Fatalf("%+v, %v", doc, err)
	}
	if s := b.status(b.ids[3]); s != account.TerminationAsked {
		t.Errorf("it is %s", s)
	}
	if text := said(b.papers[0]); !strings.Contains(text, "30/04/2026") || !strings.Contains(text, wiringtest.IBAN(2).Format()) {
		t.Error(text)
	}
	if dir := os.Getenv("SOBANK_PDF_DIR"); dir != "" {
		b.mustCopy(doc.ID, filepath.Join(dir, "resiliation.pdf"))
	}
	t.Run("OK again by anybody once it is asked for", func(t *testing.T) {
		if _, err := b.Mandates.Terminate(background, b.clerk, b.ids[3:], ""); err != nil {
			t.Error(err)
		}
	})
	_, err = b.Mandates.Terminate(background, b.boss, b.ids[:1], "")
	wantFault(t, err, fault.Conflict, "")
	_, err = b.Mandates.Terminate(background, b.boss, b.ids[3:], "demain")
	wantFault(t, err, fault.Invalid, "on")
}

// The first bytes of what may be attached.
const (
	aPDF  = "%PDF-1.7\n…"
	aJPEG = "\xFF\xD8\xFF\xE0 …"
	aPNG  = "\x89PNG\r\n\x1A\n…"
)

func (b *bench) file(name, content string) string {
	return wiringtest.MustFile(b.t, filepath.Join(b.dir, name), []byte(content))
}

func TestAttach(t *testing.T) {
	b := mustBench(t)
	b.mustPrepare(b.ids[0], b.ids[1])
	doc, err := b.Mandates.Attach(background, b.clerk, mandate.Attachment{AccountIDs: b.ids[:2], Kind: mandate.Signed, Path: b.file("Scan été.EXE", aPDF), SignedOn: "2026-04-02"})
	if err != nil || doc.Name != "Scan été.pdf" || doc.Type != "pdf" || doc.Size != int64(len(aPDF)) {
		t.Fatalf("%+v, %v", doc, err)
	}
	life, err := b.Accounts.Mandate(background, b.clerk, b.ids[1])
	if err != nil || life.Status != account.Signed || life.Since != 20260402 {
		t.Errorf("%+v, %v", life, err)
	}
	t.Run("the bank's own form in place of ours takes it to « À signer »", func(t *testing.T) {
		doc, err := b.Mandates.Attach(background, b.clerk, mandate.Attachment{AccountIDs: b.ids[2:3], Kind: mandate.BankForm, Path: b.file("form", aPNG)})
		if err != nil || doc.Name != "form.png" || b.status(b.ids[2]) != account.ToSign {
			t.Errorf("%+v, %v", doc, err)
		}
	})
	t.Run("one is listed latest first, and given back to the byte", func(t *testing.T) {
		list, err := b.Mandates.Documents(background, b.clerk, b.ids[0])
		if err != nil || len(list) != 2 || list[0].ID != doc.ID || list[1].Kind != mandate.Mandat {
			t.Fatalf("%+v, %v", list, err)
		}
		path := filepath.Join(b.dir, "copie.pdf")
		b.mustCopy(doc.ID, path)
		if content, err := os.ReadFile(path); err != nil || string(content) != aPDF {
			t.Errorf("%q, %v", content, err)
		}
	})
	t.Run("a scan that comes later moves nothing", func(t *testing.T) {
		if _, err := b.Mandates.Attach(background, b.clerk, mandate.Attachment{AccountIDs: b.ids[3:], Kind: mandate.Signed, Path: b.file("a.jpg", aJPEG)}); err != nil {
			t.Error(err)
		}
		if s := b.status(b.ids[3]); s != account.Approved {
			t.Errorf("it is %s", s)
		}
	})
	tooBig := strings.Repeat("x", mandate.MaxSize)
	for name, c := range map[string]struct {
		actor rights.Actor
		a     mandate.Attachment
		code  fault.Code
		field string
	}{
		"RefusesAnotherFirm":       {b.outsider, mandate.Attachment{AccountIDs: b.ids[:1], Kind: mandate.Signed, Path: b.file("x.pdf", aPDF)}, fault.NotFound, ""},
		"RefusesSysteme":           {b.Systeme(), mandate.Attachment{AccountIDs: b.ids[:1], Kind: mandate.Signed, Path: b.file("x.pdf", aPDF)}, fault.Refused, ""},
		"a program named as a PDF": {b.clerk, mandate.Attachment{AccountIDs: b.ids[:1], Kind: mandate.Signed, Path: b.file("p.pdf", "MZ…")}, fault.Invalid, "path"},
		"an empty file":            {b.clerk, mandate.Attachment{AccountIDs: b.ids[:1], Kind: mandate.Signed, Path: b.file("e.pdf", "")}, fault.Invalid, "path"},
		"a file too big":           {b.clerk, mandate.Attachment{AccountIDs: b.ids[:1], Kind: mandate.Signed, Path: b.file("g.pdf", aPDF+tooBig)}, fault.Invalid, "path"},
		"a folder":                 {b.clerk, mandate.Attachment{AccountIDs: b.ids[:1], Kind: mandate.Signed, Path: b.dir}, fault.Unreadable, "path"},
		"a file that is not there": {b.clerk, mandate.Attachment{AccountIDs: b.ids[:1], Kind: mandate.Signed, Path: b.dir + "/absent"}, fault.Unreadable, "path"},
		"a kind that we make":      {b.clerk, mandate.Attachment{AccountIDs: b.ids[:1], Kind: mandate.Mandat, Path: b.file("x.pdf", aPDF)}, fault.Invalid, "kind"},
		"signed tomorrow":          {b.clerk, mandate.Attachment{AccountIDs: b.ids[:1], Kind: mandate.Signed, Path: b.file("x.pdf", aPDF), SignedOn: "2026-04-03"}, fault.Invalid, "signedOn"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Mandates.Attach(background, c.actor, c.a)
			wantFault(t, err, c.code, c.field)
		})
	}
	b.MustVerify()
}

func (b *bench) mustCopy(id int64, path string) {
	b.t.Helper()
	if err := b.Mandates.SaveCopy(background, b.clerk, id, path); err != nil {
		b.t.Fatal(err)
	}
}

func TestSaveCopyRefuses(t *testing.T) {
	b := mustBench(t)
	doc := b.mustPrepare(b.ids[0])
	copyTo := func(actor rights.Actor, path string) error {
		return b.Mandates.SaveCopy(background, actor, doc.ID, path)
	}
	wantFault(t, copyTo(b.outsider, b.dir+"/x.pdf"), fault.NotFound, "")
	wantFault(t, copyTo(b.clerk, ""), fault.Invalid, "path")
	wantFault(t, copyTo(b.clerk, b.dir), fault.Invalid, "path")
	wantFault(t, copyTo(b.clerk, filepath.Join(b.DataDir, sqlite.FileName)), fault.Invalid, "path")
	wantFault(t, copyTo(b.clerk, b.dir+"/absent/x.pdf"), fault.Unreadable, "path")
	wantFault(t, b.Mandates.SaveCopy(background, b.clerk, 999, b.dir+"/x.pdf"), fault.NotFound, "")
	if left, err := os.ReadDir(b.dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestConfidentialPapers: what is hidden with the client is hidden with its papers.
func TestConfidentialPapers(t *testing.T) {
	b := mustBench(t)
	doc := b.mustPrepare(b.ids[0])
	b.mustHide(b.client(b.ids[0]))
	wantFault(t, b.Mandates.SaveCopy(background, b.clerk, doc.ID, b.dir+"/x.pdf"), fault.NotFound, "")
	_, err := b.Mandates.Documents(background, b.clerk, b.ids[0])
	wantFault(t, err, fault.NotFound, "")
	if _, total, err := b.Mandates.Waits(background, b.clerk, mandate.WaitQuery{}); err != nil || total != 0 {
		t.Errorf("%d waits, %v", total, err)
	}
	if board, err := b.Mandates.Board(background, b.clerk); err != nil || board.Groups[0].Count != 0 {
		t.Errorf("%+v, %v", board, err)
	}
	t.Run("OK by a Superviseur", func(t *testing.T) {
		if err := b.Mandates.SaveCopy(background, b.boss, doc.ID, b.dir+"/x.pdf"); err != nil {
			t.Error(err)
		}
	})
}

// mustHide marks a client « dossier confidentiel ».
func (b *bench) mustHide(id int64) {
	b.t.Helper()
	err := b.MustStore().Write(background, func(tx *sqlite.Tx) error {
		row, err := tx.Client(rights.Standing{Actor: b.Systeme()}, id)
		if err != nil {
			return err
		}
		row.Confidential = true
		return tx.UpdateClient(row.Client)
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestPrepareAll(t *testing.T) {
	b := mustBench(t)
	path := filepath.Join(b.dir, "mandats.zip")
	_, err := b.Mandates.PrepareAll(background, b.outsider, b.ids, path)
	wantFault(t, err, fault.NotFound, "")
	batch, err := b.Mandates.PrepareAll(background, b.clerk, b.ids, path)
	if err != nil || batch.Papers != 2 || batch.Accounts != 3 || batch.LeftOut != 1 {
		t.Fatalf("%+v, %v", batch, err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil || len(z.File) != 2 {
		t.Fatal(z, err)
	}
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "Mandat Jardins de l Œuvre SARL") || !strings.HasSuffix(f.Name, ".pdf") {
			t.Errorf("a file is named %q", f.Name)
		}
	}
	for _, id := range b.ids[:3] {
		if s := b.status(id); s != account.ToSign {
			t.Errorf("%d is %s", id, s)
		}
	}
	_, err = b.Mandates.PrepareAll(background, b.clerk, b.ids[3:], path)
	wantFault(t, err, fault.Invalid, "")
	_, err = b.Mandates.PrepareAll(background, b.clerk, b.ids, b.dir)
	wantFault(t, err, fault.Invalid, "path")
	t.Run("what cannot be written stays in So bank", func(t *testing.T) {
		_, err := b.Mandates.PrepareAll(background, b.clerk, b.ids[:1], b.dir+"/absent/m.zip")
		wantFault(t, err, fault.Unreadable, "path")
		if list, err := b.Mandates.Documents(background, b.clerk, b.ids[0]); err != nil || len(list) != 2 {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestWaits(t *testing.T) {
	b := mustBench(t)
	b.mustPrepare(b.ids[0])
	b.along(b.ids[2], account.ToSign, account.Signed, account.Sent)
	waits := func(q mandate.WaitQuery) []mandate.Wait {
		t.Helper()
		list, total, err := b.Mandates.Waits(background, b.clerk, q)
		if err != nil || total != len(list) {
			t.Fatal(total, err)
		}
		return list
	}
	group := func(s account.Status) mandate.Group {
		t.Helper()
		board, err := b.Mandates.Board(background, b.clerk)
		if err != nil || board.ClientDays != 15 || board.BankDays != 15 {
			t.Fatalf("%+v, %v", board, err)
		}
		for _, g := range board.Groups {
			if g.Status == s {
				return g
			}
		}
		t.Fatalf("nothing of %s", s)
		return mandate.Group{}
	}
	b.Clock.Advance(15 * 24 * time.Hour)
	if g := group(account.ToSign); g.Count != 1 || g.Days != 15 || g.Due != 0 {
		t.Errorf("after 15 days: %+v", g)
	}
	if g := group(account.Approved); g.Count != 1 || g.Due != 0 {
		t.Errorf("approved: %+v", g)
	}
	b.Clock.Advance(24 * time.Hour)
	if g := group(account.ToSign); g.Due != 1 || g.Days != 16 {
		t.Errorf("after more than 15 days: %+v", g)
	}
	if list := waits(mandate.WaitQuery{}); len(list) != 3 || !list[0].Due || list[2].Due || list[0].Days != 16 {
		t.Errorf("%+v", list)
	}
	if list := waits(mandate.WaitQuery{OnlyDue: true, Statuses: []account.Status{account.Sent}, Search: "œuvre"}); len(list) != 1 || list[0].ID != b.ids[2] {
		t.Errorf("%+v", list)
	}
	t.Run("a reminder puts it off", func(t *testing.T) {
		if err := b.Mandates.Remind(background, b.clerk, []int64{b.ids[0], b.ids[2]}); err != nil {
			t.Fatal(err)
		}
		if list := waits(mandate.WaitQuery{OnlyDue: true}); len(list) != 0 {
			t.Errorf("%+v", list)
		}
		list := waits(mandate.WaitQuery{Statuses: []account.Status{account.ToSign}})
		if len(list) != 1 || list[0].RemindedOn != 20260418 || list[0].Reminders != 1 {
			t.Errorf("%+v", list)
		}
		reminders, err := b.Mandates.Reminders(background, b.clerk, b.ids[0])
		if err != nil || len(reminders) != 1 || reminders[0].By != "c@cabinet.fr" || reminders[0].On != 20260418 {
			t.Errorf("%+v, %v", reminders, err)
		}
		b.Clock.Advance(16 * 24 * time.Hour)
		if list := waits(mandate.WaitQuery{OnlyDue: true}); len(list) != 2 {
			t.Errorf("after as long again: %+v", list)
		}
	})
	t.Run("the days are settings", func(t *testing.T) {
		if err := b.SetSetting(background, "reminder_client_days", "60"); err != nil {
			t.Fatal(err)
		}
		if list := waits(mandate.WaitQuery{OnlyDue: true}); len(list) != 1 || list[0].ID != b.ids[2] {
			t.Errorf("%+v", list)
		}
	})
	t.Run("RefusesAnotherFirm", func(t *testing.T) {
		wantFault(t, b.Mandates.Remind(background, b.outsider, b.ids[:1]), fault.NotFound, "")
		if _, total, err := b.Mandates.Waits(background, b.outsider, mandate.WaitQuery{}); err != nil || total != 0 {
			t.Errorf("%d, %v", total, err)
		}
	})
	wantFault(t, b.Mandates.Remind(background, b.Systeme(), b.ids[:1]), fault.Refused, "")
	wantFault(t, b.Mandates.Remind(background, b.clerk, b.ids[1:2]), fault.Conflict, "") // « Créé »
	wantFault(t, b.Mandates.Remind(background, b.clerk, nil), fault.Invalid, "accountIds")
}

func TestReminderLetter(t *testing.T) {
	b := mustBench(t)
	b.mustPrepare(b.ids[0], b.ids[1])
	_, err := b.Clients.Save(background, b.clerk, client.Client{ID: b.client(b.ids[0]), Name: "Jardins", Email: "zoe@jardins.fr"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := b.Mandates.ReminderLetter(background, b.clerk, b.ids[0])
	if err != nil || l.To != "zoe@jardins.fr" || !strings.Contains(l.Subject, "signature") || !strings.Contains(l.Body, "02/04/2026") || strings.Count(l.Body, "- BNP Paribas") != 2 || len(l.AccountIDs) != 2 {
		t.Errorf("%+v, %v", l, err)
	}
	if strings.Contains(l.Body, string(wiringtest.IBAN(0))) || strings.Contains(l.Body, wiringtest.IBAN(0).Format()) {
		t.Error("it shows a whole IBAN")
	}
	b.along(b.ids[2], account.ToSign, account.Signed, account.Sent)
	l, err = b.Mandates.ReminderLetter(background, b.clerk, b.ids[2])
	if err != nil || l.To != "" || !strings.Contains(l.Body, "notre client Jardins") {
		t.Errorf("%+v, %v", l, err)
	}
	_, err = b.Mandates.ReminderLetter(background, b.clerk, b.ids[3])
	wantFault(t, err, fault.Conflict, "")
	_, err = b.Mandates.ReminderLetter(background, b.outsider, b.ids[0])
	wantFault(t, err, fault.NotFound, "")
}

// TestClientContact: what a mandate needs of a client is checked where it is given.
func TestClientContact(t *testing.T) {
	b := mustBench(t)
	for _, wrong := range []string{"zoe", "zoe@jardins", "a@b.fr, c@d.fr", "zoe@b.fr?bcc=x@y.fr", "@b.fr", "a@b@c.fr"} {
		_, err := b.Clients.Save(background, b.clerk, client.Client{FirmID: b.firm, Name: "X", Email: wrong})
		wantFault(t, err, fault.Invalid, "email")
	}
	_, err := b.Clients.Save(background, b.clerk, client.Client{FirmID: b.firm, Name: "X", Signatory: client.Signatory{Name: strings.Repeat("n", 301)}})
	wantFault(t, err, fault.Invalid, "signatoryName")
	_, err = b.Firms.Update(background, b.boss, firm.Card{ID: b.firm, Name: "Cabinet", MandataryName: strings.Repeat("n", 501)})
	wantFault(t, err, fault.Invalid, "")
}
