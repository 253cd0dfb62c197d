package backend_test

import (
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
)

// codesPage says of each code what happened and what to do.
const codesPage = "../docs/guide/codes.md"

// codeNames tells, by folder, which constants are codes that a person may meet. A folder stands for
// those under it too, unless they have a line of their own.
var codeNames = map[string]*regexp.Regexp{
	"cli":             regexp.MustCompile(`^misused$`),
	"fault":           regexp.MustCompile(`.`),
	"draft":           regexp.MustCompile(`^[A-Z]`),
	"format/cfonb120": regexp.MustCompile(`^warn`),
	"remote":          regexp.MustCompile(`^Code`),
	"receive":         regexp.MustCompile(`^[Cc]ode`),
	"deliver":         regexp.MustCompile(`^code|^Trouble|^AccountMissing$`),
	"statement":       regexp.MustCompile(`^Held[A-Z]`),
}

// TestCodes: the page explains every code of the source, and none that is gone.
func TestCodes(t *testing.T) {
	given, explained := sourceCodes(t), pageCodes(t)
	for code, where := range given {
		if !explained[code] {
			t.Errorf("%s: %s says nothing of %q", where, codesPage, code)
		}
	}
	for code := range explained {
		if given[code] == "" && code != "HTTP-" { // followed by any number
			t.Errorf("%s explains %q, which nothing gives", codesPage, code)
		}
	}
	if len(given) < 100 {
		t.Errorf("only %d codes found in the source: is it looked for in the right way?", len(given))
	}
}

var coded = regexp.MustCompile("`([^`]+)`")

// pageCodes reads the first column of the page's tables.
func pageCodes(t *testing.T) map[string]bool {
	text, err := os.ReadFile(codesPage)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(line, "|"); len(cells) > 2 {
			for _, m := range coded.FindAllStringSubmatch(cells[1], -1) {
				codes[m[1]] = true
			}
		}
	}
	return codes
}

// sourceCodes finds the codes, each with the place that gives it.
func sourceCodes(t *testing.T) map[string]string {
	codes, files := map[string]string{}, token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, e := range codesOf(filepath.ToSlash(filepath.Dir(path)), file) {
			if code, ok := literal(e); ok && code != "" {
				codes[code] = files.Position(e.Pos()).String()
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

// codesOf lists the expressions of a file that are codes: constants by their names, the warnings of
// readers and imports, the keys of a partner's table.
func codesOf(dir string, file *ast.File) (codes []ast.Expr) {
	named := namedIn(dir)
	reads := slices.ContainsFunc([]string{"format/", "collect"}, func(p string) bool { return strings.HasPrefix(dir, p) })
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if i >= len(n.Values) {
					continue
				}
				if named != nil && named.MatchString(name.Name) {
					codes = append(codes, n.Values[i])
				}
				if table, ok := n.Values[i].(*ast.CompositeLit); ok && name.Name == "meanings" {
					for _, row := range table.Elts {
						codes = append(codes, row.(*ast.KeyValueExpr).Key)
					}
				}
			}
		case *ast.CallExpr:
			if of, ok := n.Fun.(*ast.SelectorExpr); ok && reads && of.Sel.Name == "Add" && len(n.Args) > 4 {
				codes = append(codes, n.Args[3])
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && reads && key.Name == "Code" {
				codes = append(codes, n.Value)
			}
		}
		return true
	})
	return codes
}

// namedIn is the line of codeNames for a folder.
func namedIn(dir string) *regexp.Regexp {
	for dir != "." {
		if names := codeNames[dir]; names != nil {
			return names
		}
		dir = filepath.ToSlash(filepath.Dir(dir))
	}
	return nil
}
