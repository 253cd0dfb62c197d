package backend_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sobank/backend/statement"
)

const codesPage = "../docs/guide/codes.md"

// TestCodesPage keeps docs/guide/codes.md true: it has a row for every code of the source, and
// none for a code that is gone.
func TestCodesPage(t *testing.T) {
	page, err := os.ReadFile(codesPage)
	if err != nil {
		t.Fatal(err)
	}
	found, rows := MustReadCodes(t), codeRows(string(page))
	for kind, least := range map[string]int{"error": 10, "delivery": 80, "warning": 25, "held": 10} {
		if n := found.count(kind); n < least {
			t.Errorf("only %d codes of the kind %s were found: the source is not read as it is written", n, kind)
		}
	}
	for one := range found {
		if !slices.Contains(rows, one.word) {
			t.Errorf("docs/guide/codes.md has no row for %s (%s)", one.word, one.kind)
		}
		if row := "| `" + one.word + "` | " + statement.Reason(one.word).French() + " |"; one.kind == "held" && !strings.Contains(string(page), row) {
			t.Errorf("docs/guide/codes.md does not quote what is shown: %s", row)
		}
	}
	for _, row := range rows {
		if !found.has(row) && !exitCode.MatchString(row) {
			t.Errorf("docs/guide/codes.md has a row for %s, which no source gives", row)
		}
	}
}

// TestCodesNotices breaks what the test above rests on: each form in which a code is written
// must be read.
func TestCodesNotices(t *testing.T) {
	for name, c := range map[string]struct{ dir, code, want string }{
		"a typed constant of faults": {"fault", `package p; const Odd Code = "odd"`, "odd"},
		"a fault made on the spot":   {"cli", `package p; var e = fault.Newf("odd", "…")`, "odd"},
		"a constant of deliveries":   {"deliver/inqom", `package p; const c = "ODD-CODE"`, "ODD-CODE"},
		"a partner's meaning":        {"deliver/myunisoft", `package p; var m = map[string]meaning{"ODD7": {}}`, "ODD7"},
		"a delivery's code in place": {"deliver", `package p; var r = Receipt{Code: "ODD"}`, "ODD"},
		"a setback made on the spot": {"receive/folder", `package p; var s = back(x, "ODD-1", "…")`, "ODD-1"},
		"a status":                   {"deliver/inqom", `package p; var s = "HTTP-" + status`, "HTTP-…"},
		"a warning's constant":       {"format/cfonb120", `package p; const warnOdd = "odd_one"`, "odd_one"},
		"a shared warning":           {"draft", `package p; const Odd = "odd_one"`, "odd_one"},
		"a warning in place":         {"format/ofx", `package p; var w = statement.Warning{Code: "odd"}`, "odd"},
		"a warning that is added":    {"format/camt", `package p; func f() { log.Add(1, "a", "b", "odd", "…") }`, "odd"},
		"a reason":                   {"statement", `package p; const HeldOdd Reason = "odd"`, "odd"},
	} {
		t.Run(name, func(t *testing.T) {
			file, err := parser.ParseFile(token.NewFileSet(), "p.go", c.code, 0)
			if err != nil {
				t.Fatal(err)
			}
			found := codes{}
			found.read(c.dir, file)
			if !found.has(c.want) {
				t.Errorf("%s went unnoticed: %v", c.want, found)
			}
		})
	}
}

var (
	exitCode   = regexp.MustCompile(`^[012]$`)
	codeRow    = regexp.MustCompile("(?m)^[|] `([^`]+)` [|]")
	capitals   = regexp.MustCompile(`^[A-Z][A-Z0-9]+(-[A-Z0-9]+)*$`)
	snake      = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	sendPlaces = regexp.MustCompile(`^(deliver|receive|remote)(/|$)`)
	readPlaces = regexp.MustCompile(`^(format|draft|collect)(/|$)`)
)

func codeRows(page string) (rows []string) {
	for _, found := range codeRow.FindAllStringSubmatch(page, -1) {
		rows = append(rows, found[1])
	}
	return rows
}

// code is one that a person may meet. « conflict » is both an error and a reason.
type code struct{ kind, word string }

// codes is all that the source gives.
type codes map[code]bool

func (c codes) count(kind string) (n int) {
	for one := range c {
		if one.kind == kind {
			n++
		}
	}
	return n
}

func (c codes) has(word string) bool {
	for one := range c {
		if one.word == word {
			return true
		}
	}
	return false
}

// MustReadCodes reads the source of the program.
func MustReadCodes(tb testing.TB) codes {
	tb.Helper()
	found := codes{}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("parse %s: %w", path, err)
		}
		found.read(filepath.ToSlash(filepath.Dir(path)), file)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return found
}

func (c codes) read(dir string, file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			if n.Tok == token.CONST {
				c.constants(dir, n)
			}
		case *ast.CompositeLit:
			c.composite(dir, n)
		case *ast.CallExpr:
			c.call(dir, n)
		case *ast.BinaryExpr:
			if text(n.X) == "HTTP-" && sendPlaces.MatchString(dir) {
				c[code{"delivery", "HTTP-…"}] = true
			}
		}
		return true
	})
}

func (c codes) constants(dir string, group *ast.GenDecl) {
	for _, spec := range group.Specs {
		one := spec.(*ast.ValueSpec)
		for i, value := range one.Values {
			word, typed := text(value), name(one.Type)
			switch {
			case word == "":
			case dir == "fault" && typed == "Code":
				c[code{"error", word}] = true
			case dir == "statement" && typed == "Reason":
				c[code{"held", word}] = true
			case sendPlaces.MatchString(dir) && typed == "" && capitals.MatchString(word):
				c[code{"delivery", word}] = true
			case dir == "draft" && snake.MatchString(word), readPlaces.MatchString(dir) && strings.HasPrefix(one.Names[i].Name, "warn"):
				c[code{"warning", word}] = true
			}
		}
	}
}

// composite reads the meanings of a partner's codes, and a code that is given on the spot.
func (c codes) composite(dir string, lit *ast.CompositeLit) {
	of, isMap := lit.Type.(*ast.MapType)
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch {
		case isMap && name(of.Value) == "meaning" && sendPlaces.MatchString(dir) && text(pair.Key) != "":
			c[code{"delivery", text(pair.Key)}] = true
		case name(pair.Key) != "Code" || text(pair.Value) == "":
		case sendPlaces.MatchString(dir):
			c[code{"delivery", text(pair.Value)}] = true
		case name(lit.Type) == "Warning":
			c[code{"warning", text(pair.Value)}] = true
		}
	}
}

// call reads fault.New("…"), a setback made on the spot and the warning that a log takes.
func (c codes) call(dir string, call *ast.CallExpr) {
	switch function := name(call.Fun); {
	case (function == "New" || function == "Newf") && len(call.Args) > 1 && strings.HasPrefix(qualified(call.Fun), "fault.") && text(call.Args[0]) != "":
		c[code{"error", text(call.Args[0])}] = true
	case sendPlaces.MatchString(dir) && slices.Contains([]string{"back", "trouble", "Back", "Trouble", "Away"}, function):
		for _, arg := range call.Args[:min(2, len(call.Args))] {
			if capitals.MatchString(text(arg)) {
				c[code{"delivery", text(arg)}] = true
			}
		}
	case readPlaces.MatchString(dir) && function == "Add" && len(call.Args) > 4 && text(call.Args[3]) != "":
		c[code{"warning", text(call.Args[3])}] = true
	}
}

// text is a string literal's value, "" for anything else.
func text(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	value, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return value
}

// name is the last word of an identifier or a selector.
func name(e ast.Expr) string {
	words := strings.Split(qualified(e), ".")
	return words[len(words)-1]
}

// qualified is an identifier or a selector as it is written.
func qualified(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return qualified(e.X) + "." + e.Sel.Name
	}
	return ""
}
