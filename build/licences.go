//go:build ignore

// Licences writes backend/licence/licences.json: what others wrote of the program, for « À
// propos » and for the packages. It asks Go which packages a build for each system holds, and
// package-lock.json which ones the frontend does; the texts are those that stand beside them.
//
//	go run build/licences.go           writes the file
//	go run build/licences.go -check    fails when it is not what would be written
//	go run build/licences.go -text     prints the file as one text, for packages
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const target = "backend/licence/licences.json"

// The builds that are handed out, with the tags of their window.
var builds = []struct{ goos, goarch, tags string }{
	{"windows", "amd64", "desktop,production,sqlite_fts5,wv2runtime.embed"},
	{"darwin", "arm64", "desktop,production,sqlite_fts5"},
	{"darwin", "amd64", "desktop,production,sqlite_fts5"},
	{"linux", "amd64", "desktop,production,sqlite_fts5,webkit2_41"},
}

type component struct {
	Name    string   `json:"name"`
	Version string   `json:"version"`
	Kind    string   `json:"kind"`
	Licence string   `json:"licence"`
	Texts   []string `json:"texts"`
}

type document struct {
	Components []component       `json:"components"`
	Texts      map[string]string `json:"texts"`
}

func main() {
	log.SetFlags(0)
	check := flag.Bool("check", false, "compare, write nothing")
	text := flag.Bool("text", false, "print one text")
	flag.Parse()
	if *text {
		written().print(os.Stdout)
		return
	}
	doc := &document{Texts: map[string]string{}}
	if err := errors.Join(doc.addGo(), doc.addFrontend()); err != nil {
		log.Fatal(err)
	}
	slices.SortFunc(doc.Components, func(a, b component) int {
		return strings.Compare(a.Kind+" "+strings.ToLower(a.Name)+" "+a.Version, b.Kind+" "+strings.ToLower(b.Name)+" "+b.Version)
	})
	want := doc.encode()
	if *check {
		have, err := os.ReadFile(target)
		if err != nil || !bytes.Equal(have, want) {
			log.Fatalf("%s is not what the program is built from: run `make licences` and commit it (%v)", target, err)
		}
		return
	}
	if err := os.WriteFile(target, want, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %d components, %d texts, %d bytes\n", target, len(doc.Components), len(doc.Texts), len(want))
}

// written is the file as it stands.
func written() *document {
	data, err := os.ReadFile(target)
	if err != nil {
		log.Fatal(err)
	}
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		log.Fatalf("%s: %v", target, err)
	}
	return &d
}

func (d *document) encode() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(d); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}

func (d *document) print(w io.Writer) {
	for _, c := range d.Components {
		fmt.Fprintf(w, "%s %s (%s)\n", c.Name, c.Version, c.Licence)
	}
	for _, key := range slices.Sorted(maps.Keys(d.Texts)) {
		var of []string
		for _, c := range d.Components {
			if slices.Contains(c.Texts, key) {
				of = append(of, c.Name)
			}
		}
		fmt.Fprintf(w, "\n%s\n%s\n\n%s\n", strings.Repeat("-", 72), strings.Join(of, ", "), d.Texts[key])
	}
}

// add takes a component with the files of its licence.
func (d *document) add(c component, files []string) error {
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		key := d.keep(string(text))
		if !slices.Contains(c.Texts, key) {
			c.Texts = append(c.Texts, key)
		}
		if c.Licence == "" {
			c.Licence = kindOf(string(text))
		}
	}
	if c.Licence == "" || len(c.Texts) == 0 {
		return fmt.Errorf("%s %s: its licence was not recognised (%q)", c.Name, c.Version, files)
	}
	d.Components = append(d.Components, c)
	return nil
}

// keep stores a text once, its line ends and trailing blanks made the same.
func (d *document) keep(text string) string {
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r", "")
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	text = strings.Join(lines, "\n")
	sum := sha256.Sum256([]byte(text))
	key := hex.EncodeToString(sum[:6])
	d.Texts[key] = text
	return key
}

// marks tell licences apart by words that only they hold; one file may hold several.
var marks = []struct{ spdx, words string }{
	{"Apache-2.0", "apache license version 2.0"},
	{"MPL-2.0", "mozilla public license version 2.0"},
	{"BSD-3-Clause", "redistribution and use in source and binary forms.*(neither the names? of|the names? of .* may not be used)"},
	{"BSD-2-Clause", "redistribution and use in source and binary forms"},
	{"MIT", "permission is hereby granted, free of charge"},
	{"ISC", "permission to use, copy, modify, and(/or)? distribute this software"},
	{"Unlicense", "free and unencumbered software released into the public domain"},
}

var blanks = regexp.MustCompile(`[\s,]*\s+`)

func kindOf(text string) string {
	folded := strings.ReplaceAll(blanks.ReplaceAllString(strings.ToLower(text), " "), ",", "")
	var found []string
	for _, m := range marks {
		if !regexp.MustCompile(strings.ReplaceAll(m.words, ",", "")).MatchString(folded) {
			continue
		}
		if m.spdx == "BSD-2-Clause" && slices.Contains(found, "BSD-3-Clause") {
			continue
		}
		found = append(found, m.spdx)
	}
	return strings.Join(found, " AND ")
}

var legal = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense|patents)([-._].*)?$`)

// textsIn lists the licences and notices of one folder.
func textsIn(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var files []string
	for _, e := range entries {
		if e.Type().IsRegular() && legal.MatchString(e.Name()) && !strings.HasSuffix(e.Name(), ".go") {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files
}

type goPackage struct {
	Dir      string
	Standard bool
	Module   *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// addGo adds Go itself, and the modules of every build: the licence of each module, and those in
// the folders of the packages that are used (code that it took from elsewhere).
func (d *document) addGo() error {
	files, versions := map[string][]string{}, map[string]string{}
	for _, b := range builds {
		packages, err := list(b.goos, b.goarch, b.tags)
		if err != nil {
			return err
		}
		for _, p := range packages {
			if p.Standard || p.Module == nil || p.Module.Main {
				continue
			}
			versions[p.Module.Path] = p.Module.Version
			for dir := p.Dir; strings.HasPrefix(dir, p.Module.Dir); dir = filepath.Dir(dir) {
				for _, f := range textsIn(dir) {
					if !slices.Contains(files[p.Module.Path], f) {
						files[p.Module.Path] = append(files[p.Module.Path], f)
					}
				}
			}
			if p.Module.Path == "github.com/mattn/go-sqlite3" && versions["SQLite"] == "" {
				versions["SQLite"] = sqliteVersion(p.Module.Dir)
				d.Components = append(d.Components, component{"SQLite", versions["SQLite"], "c", "blessing", []string{d.keep(blessing)}})
			}
		}
	}
	delete(versions, "SQLite")
	var errs []error
	for _, path := range slices.Sorted(maps.Keys(versions)) {
		// The module's own licence says what it is; those of its folders follow.
		slices.SortFunc(files[path], func(a, b string) int {
			return strings.Compare(fmt.Sprintf("%03d%s", strings.Count(a, "/"), a), fmt.Sprintf("%03d%s", strings.Count(b, "/"), b))
		})
		errs = append(errs, d.add(component{Name: path, Version: versions[path], Kind: "go"}, files[path]))
	}
	language, err := output(nil, "go", "list", "-m", "-f", "{{.GoVersion}}")
	if err != nil {
		return err
	}
	// Not every installation of Go brings its licence; its own modules bear the same text.
	errs = append(errs, d.add(component{Name: "Go", Version: strings.TrimSpace(language), Kind: "go"}, files["golang.org/x/text"][:1]))
	return errors.Join(errs...)
}

func list(goos, goarch, tags string) ([]goPackage, error) {
	out, err := output([]string{"GOOS=" + goos, "GOARCH=" + goarch, "CGO_ENABLED=1", "GOFLAGS="},
		"go", "list", "-deps", "-tags", tags, "-json=Dir,Standard,Module", ".")
	if err != nil {
		return nil, err
	}
	var all []goPackage
	for decoder := json.NewDecoder(strings.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
}

func output(env []string, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.Stderr = append(os.Environ(), env...), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return string(out), nil
}

const blessing = `The author disclaims copyright to this source code. In place of a legal notice, here is a blessing:

May you do good and not evil.
May you find forgiveness for yourself and forgive others.
May you share freely, never taking more than you give.`

// sqliteVersion reads which SQLite the driver brings.
func sqliteVersion(dir string) string {
	header, err := os.ReadFile(filepath.Join(dir, "sqlite3-binding.h"))
	if err != nil {
		log.Fatal(err)
	}
	found := regexp.MustCompile(`#define SQLITE_VERSION\s+"([0-9.]+)"`).FindSubmatch(header)
	if found == nil {
		log.Fatal("no version of SQLite in sqlite3-binding.h")
	}
	return string(found[1])
}

// addFrontend adds the packages that the window's page is built from: all of the lock file that
// development alone does not need.
func (d *document) addFrontend() error {
	data, err := os.ReadFile("frontend/package-lock.json")
	if err != nil {
		return err
	}
	var lock struct {
		Packages map[string]struct {
			Version       string
			Dev, Optional bool
		}
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		return err
	}
	var errs []error
	for _, path := range slices.Sorted(maps.Keys(lock.Packages)) {
		p := lock.Packages[path]
		if path == "" || p.Dev || p.Optional {
			continue
		}
		_, name, _ := cutLast(path, "node_modules/")
		dir := filepath.Join("frontend", path)
		c := component{Name: name, Version: p.Version, Kind: "npm", Licence: npmLicence(dir)}
		files := textsIn(dir)
		if len(files) == 0 && c.Licence != "" { // it says which, and brings no text
			c.Texts = []string{d.keep(fmt.Sprintf("%s %s\n\nLicence: %s (package.json; the package brings no text of it).\n%s", name, p.Version, c.Licence, npmAuthor(dir)))}
		}
		errs = append(errs, d.add(c, files))
	}
	return errors.Join(errs...)
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return "", s, false
}

func npmPackage(dir string) (p struct {
	License string
	Author  any
}) {
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		log.Fatalf("%v: run `make install-deps build` first", err)
	}
	if err := json.Unmarshal(data, &p); err != nil {
		log.Printf("%s: %v", dir, err)
	}
	return p
}

func npmLicence(dir string) string { return npmPackage(dir).License }

func npmAuthor(dir string) string {
	switch a := npmPackage(dir).Author.(type) {
	case string:
		return "Author: " + a
	case map[string]any:
		return fmt.Sprintf("Author: %v", a["name"])
	}
	return ""
}
