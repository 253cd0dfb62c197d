package collect_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/statement"
)

// packed is a ZIP of files, in order.
func packed(t *testing.T, files ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = io.WriteString(w, f[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (b *bench) text(blocks ...*statement.Draft) string {
	b.t.Helper()
	content, err := os.ReadFile(b.file("a file of an archive.txt", blocks...))
	if err != nil {
		b.t.Fatal(err)
	}
	return string(content)
}

// TestAnArchive brings each of its files in as one of its own.
func TestAnArchive(t *testing.T) {
	b := mustBench(t)
	path := b.raw("lot.zip", packed(t,
		[2]string{"banque/", ""}, [2]string{"banque/01.txt", b.text(block(ours, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", -100, "A")))},
		[2]string{"__MACOSX/banque/._01.txt", "x"}, [2]string{".DS_Store", "x"}, [2]string{"lisez-moi.doc", "rien à lire"},
		[2]string{"02.txt", b.text(block(ours, "2026-03-02", 900, "2026-03-03", op("2026-03-03", -50, "B")))}))
	reports := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{path}})
	var got []string
	for _, r := range reports {
		got = append(got, fmt.Sprint(strings.TrimPrefix(r.Path, b.inbox+"/"), " ", r.Outcome, " ", r.NewOperations))
	}
	if want := "lot.zip › banque/01.txt imported 1|lot.zip › lisez-moi.doc failed 0|lot.zip › 02.txt imported 1"; strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
	if !strings.Contains(reports[1].Err.Error(), "« lot.zip › lisez-moi.doc »") {
		t.Errorf("it does not name the file: %v", reports[1].Err)
	}
	again := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{reports[0].Path}})
	if len(again) != 1 || again[0].Outcome != collect.Duplicate {
		t.Errorf("one of its files again: %+v", again)
	}
	files, err := b.Collect.Recent(background, b.Systeme(), 10)
	if err != nil || len(files) != 2 || files[1].Name != "lot.zip › banque/01.txt" {
		t.Errorf("history %+v, %v", files, err)
	}
	if left, _ := filepath.Glob(filepath.Join(b.DataDir, "import-*", "*")); len(left) != 0 {
		t.Errorf("working files are left: %v", left)
	}
}

// TestAHostileArchive is refused with what is wrong, in bounded time and memory.
func TestAHostileArchive(t *testing.T) {
	b := mustBench(t)
	many := make([][2]string, 100_000)
	for i := range many {
		many[i] = [2]string{fmt.Sprint(i, ".txt"), ""}
	}
	bomb := packed(t, [2]string{"a.txt", strings.Repeat("0", 50<<20)})
	good := packed(t, [2]string{"a.txt", b.text(block(ours, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", -100, "A")))})
	for name, given := range map[string]struct {
		content []byte
		says    string
	}{
		"a bomb":                     {bomb, "compressé plus de 200 fois"},
		"a hundred thousand files":   {packed(t, many...), "plus de 10000 fichiers"},
		"a path that leads out":      {packed(t, [2]string{"../../etc/passwd", "x"}), "un chemin qui en sort"},
		"a Windows path":             {packed(t, [2]string{`C:\a.txt`, "x"}), "un chemin qui en sort"},
		"a root":                     {packed(t, [2]string{"/a.txt", "x"}), "un chemin qui en sort"},
		"cut":                        {good[:len(good)-10], "abîmée, ou coupée"},
		"nothing":                    {packed(t), "ne contient aucun fichier"},
		"a damaged file":             {damaged(good), "abîmé"},
		"a size that is not its own": {lying(t), "abîmé"},
		"a password":                 {locked(good), "mot de passe"},
		"an archive in an archive":   {packed(t, [2]string{"autre.zip", string(good)}), "« x.zip › autre.zip »"},
	} {
		t.Run(name, func(t *testing.T) {
			path := b.raw("x.zip", given.content)
			for _, r := range b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{path}}) {
				if fault.CodeOf(r.Err) != fault.Unreadable || !strings.Contains(fmt.Sprint(r.Err), given.says) {
					t.Errorf("%s: %v", r.Path, r.Err)
				}
			}
		})
	}
}

// lying is a ZIP whose file is longer than it says.
func lying(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	content := []byte(strings.Repeat("a", 5000))
	w, err := z.CreateRaw(&zip.FileHeader{Name: "a.txt", Method: zip.Store, CRC32: crc32.ChecksumIEEE(content), CompressedSize64: 5000, UncompressedSize64: 10})
	if err == nil {
		_, err = w.Write(content)
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// damaged turns a bit of what is packed.
func damaged(content []byte) []byte {
	content = bytes.Clone(content)
	content[60] ^= 1
	return content
}

// locked sets the flag of a password on every file.
func locked(content []byte) []byte {
	content = bytes.Clone(content)
	for mark, at := range map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8} {
		if i := bytes.Index(content, []byte(mark)); i >= 0 {
			content[i+at] |= 1
		}
	}
	return content
}

// TestAWorkbookIsNoArchive though its bytes are one's.
func TestAWorkbookIsNoArchive(t *testing.T) {
	b := mustBench(t)
	path := b.raw("a.xlsx", packed(t, [2]string{"[Content_Types].xml", "<Types/>"}, [2]string{"xl/workbook.xml", "<workbook/>"}))
	if r := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{path}}); len(r) != 1 || r[0].Path != path {
		t.Errorf("got %+v", r)
	}
}

// TestAnArchiveIsCancelled in the middle, and leaves nothing behind.
func TestAnArchiveIsCancelled(t *testing.T) {
	b := mustBench(t)
	path := b.raw("lot.zip", packed(t, [2]string{"1.txt", b.text(block(ours, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", -100, "A")))}, [2]string{"2.txt", "x"}))
	ctx, cancel := context.WithCancel(background)
	_, err := b.Collect.Import(ctx, b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{path}}, func(p collect.Progress) {
		if p.File == 2 {
			cancel()
		}
	})
	if fault.CodeOf(err) != fault.Cancelled {
		t.Errorf("got %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(b.DataDir, "import-*", "*")); len(left) != 0 {
		t.Errorf("working files are left: %v", left)
	}
}
