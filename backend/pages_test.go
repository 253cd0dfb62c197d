package backend_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPages keeps README.md and the pages of docs true: the files that they name in backquotes,
// and those that they lead to, exist.
func TestPages(t *testing.T) {
	pages, err := filepath.Glob("../docs/*.md")
	if err != nil || len(pages) < 5 {
		t.Fatal("where are the pages?", pages, err)
	}
	for _, name := range append(pages, "../README.md") {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, gone := range missing(string(page), filepath.Dir(name)) {
			t.Errorf("%s names %s, which is not there", strings.TrimPrefix(name, "../"), gone)
		}
	}
}

func TestPagesNotice(t *testing.T) {
	for _, page := range []string{"see `backend/nowhere.go`", "see `nowhere.go` or `docs/nowhere.md`", "see [this](nowhere.md)", "see [that](nowhere.md#part)"} {
		if len(missing(page, "../docs")) == 0 {
			t.Errorf("%q went unnoticed", page)
		}
	}
	right := "`backend/house_test.go`, `build/bin/sobank`, `backend/deliver/<key>`, `go test ./backend/...`, [a](RELEASE.md#x), [b](#part), [c](https://example.com/x)"
	if gone := missing(right, "../docs"); len(gone) > 0 {
		t.Error(gone)
	}
}

// link is where a link or a picture leads, up to its anchor.
var link = regexp.MustCompile(`\]\(([^)#: ]+)(?:#[^)]*)?\)`)

// missing are the files that a page in a folder names in vain. What a build makes, and names with
// a gap to fill, are not looked for.
func missing(page, folder string) (gone []string) {
	for _, found := range paths.FindAllStringSubmatch(page, -1) {
		name := found[1]
		if strings.HasPrefix(name, "build/bin") || strings.ContainsAny(name, "<{…") {
			continue
		}
		if _, err := os.Stat("../" + name); err != nil {
			gone = append(gone, name)
		}
	}
	for _, found := range link.FindAllStringSubmatch(page, -1) {
		if _, err := os.Stat(filepath.Join(folder, found[1])); err != nil {
			gone = append(gone, found[1])
		}
	}
	return gone
}
