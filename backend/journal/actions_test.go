package journal_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/journal"
	"sobank/backend/mandate"
)

// ends are the values that an action is made of where it is no plain text: "mandate." and a
// status of the mandate, …
var ends = map[string][]string{
	"mandate.": texts(account.Created, account.ToSign, account.Signed, account.Sent, account.Approved, account.Rejected, account.Suspended,
		account.TerminationAsked, account.Terminated),
	"document.": texts(mandate.Mandat, mandate.Termination, mandate.Signed, mandate.BankForm),
}

func texts[T ~string](values ...T) (list []string) {
	for _, v := range values {
		list = append(list, string(v))
	}
	return list
}

// TestEveryActionHasItsWords reads the program's own source: an action that is recorded and has
// no words in phrase.go fails here.
func TestEveryActionHasItsWords(t *testing.T) {
	s := MustReadSource(t)
	actions := s.actions()
	if len(actions) < 55 {
		t.Errorf("only %d actions were found: %v", len(actions), actions)
	}
	for _, action := range actions {
		if !journal.Known(action) {
			t.Errorf("%s is recorded and has no words: add it to phrases in phrase.go", action)
		}
		if journal.FamilyOf(action).French() == "" {
			t.Errorf("%s is of no family", action)
		}
	}
}

// TestEveryFactHasItsLabel does the same for what entries say more.
func TestEveryFactHasItsLabel(t *testing.T) {
	facts := MustReadSource(t).facts()
	if len(facts) < 20 {
		t.Errorf("only %d facts were found: %v", len(facts), facts)
	}
	for _, fact := range facts {
		if !journal.KnownFact(fact) {
			t.Errorf("the fact %q is recorded and has no label: add it to factKinds in fact.go", fact)
		}
	}
}

// TestSourceNotices breaks what the tests above rest on: an action that cannot be read from the
// source must be told, not passed over.
func TestSourceNotices(t *testing.T) {
	for name, c := range map[string]struct{ code, want string }{
		"plain":            {`package p; func f() { tx.Record(journal.Entry{Action: "a.b"}) }`, "a.b"},
		"through a helper": {`package p; func f() { h("a.c") }; func h(action string) { tx.Record(journal.Entry{Action: action}) }`, "a.c"},
		"a variable":       {`package p; func f() { action := "a.d"; if x { action = "a.e" }; tx.Record(journal.Entry{Action: action}) }`, "a.d a.e"},
		"made of a status": {`package p; func f() { tx.Record(journal.Entry{Action: "document." + string(k)}) }`, "document.bank_form document.mandate document.signed document.termination"},
		"unreadable":       {`package p; func f() { tx.Record(journal.Entry{Action: g()}) }`, "!"},
		"little by little": {`package p; func f() { var e journal.Entry; e.Action = "a.f"; tx.Record(e) }`, "!"},
		"without action":   {`package p; func f() { e := journal.Entry{}; e.Action = "a.f"; tx.Record(e) }`, "!"},
	} {
		t.Run(name, func(t *testing.T) {
			file, err := parser.ParseFile(token.NewFileSet(), "p.go", c.code, 0)
			if err != nil {
				t.Fatal(err)
			}
			var told []string
			s := source{told: func(text string) { told = append(told, text) }, packages: map[string][]*ast.File{"p": {file}}}
			found := strings.Join(s.actions(), " ")
			if c.want == "!" && len(told) == 0 || c.want != "!" && found != c.want {
				t.Errorf("found %q, told %q", found, told)
			}
		})
	}
}

// source is the program's code, package by package, without its tests.
type source struct {
	told     func(string) // what cannot be read
	packages map[string][]*ast.File
}

func MustReadSource(tb testing.TB) source {
	tb.Helper()
	s := source{told: func(text string) { tb.Error(text) }, packages: map[string][]*ast.File{}}
	set := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err == nil {
			s.packages[filepath.Dir(path)] = append(s.packages[filepath.Dir(path)], file)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// actions lists every action that an entry of the code can have.
func (s source) actions() (list []string) {
	for name, files := range s.packages {
		p := packageOf{s, name, files}
		for _, file := range files {
			for _, d := range file.Decls {
				if f, ok := d.(*ast.FuncDecl); ok {
					list = append(list, p.recordedBy(f)...)
				}
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// facts lists the keys of every map of facts: of entries, and of calls that record.
func (s source) facts() (list []string) {
	add := func(e ast.Expr) {
		if m, ok := e.(*ast.CompositeLit); ok && isFacts(m.Type) {
			for _, pair := range m.Elts {
				if key, ok := text(pair.(*ast.KeyValueExpr).Key); ok {
					list = append(list, key)
				}
			}
		}
	}
	for _, files := range s.packages {
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.KeyValueExpr:
					if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Facts" {
						add(n.Value)
					}
				case *ast.CallExpr:
					if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "record" {
						add(n.Args[len(n.Args)-1])
					}
				case *ast.FuncDecl:
					if n.Name.Name == "assigned" { // client: who keeps it
						ast.Inspect(n, func(inner ast.Node) bool {
							if e, ok := inner.(ast.Expr); ok {
								add(e)
							}
							return true
						})
					}
				}
				return true
			})
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func isFacts(e ast.Expr) bool {
	m, ok := e.(*ast.MapType)
	if !ok {
		return false
	}
	key, ok := m.Key.(*ast.Ident)
	return ok && key.Name == "string"
}

// packageOf is one package of the source.
type packageOf struct {
	source
	name  string
	files []*ast.File
}

// recordedBy lists the actions of the entries in a function.
func (p packageOf) recordedBy(f *ast.FuncDecl) (list []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if isEntry(n.Type) {
				list = append(list, p.actionOf(n, f)...)
			}
		case *ast.ValueSpec:
			if isEntry(n.Type) {
				p.told(fmt.Sprintf("%s: an entry in %s is filled in little by little: write it as one literal", p.name, f.Name.Name))
			}
		}
		return true
	})
	return list
}

func isEntry(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "Entry" {
		return false
	}
	name, ok := s.X.(*ast.Ident)
	return ok && name.Name == "journal"
}

func (p packageOf) actionOf(entry *ast.CompositeLit, f *ast.FuncDecl) []string {
	for _, e := range entry.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok && pair.Key.(*ast.Ident).Name == "Action" {
			return p.values(pair.Value, f)
		}
	}
	p.told(fmt.Sprintf("%s: an entry in %s has no action", p.name, f.Name.Name))
	return nil
}

// values are what an expression in a function can be: a text, a known beginning with what may
// follow it, a variable of the function, or a parameter and so what its callers give.
func (p packageOf) values(e ast.Expr, f *ast.FuncDecl) []string {
	if plain, ok := text(e); ok {
		return []string{plain}
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		if start, ok := text(e.X); ok {
			return p.completed(start)
		}
	case *ast.Ident:
		if at := parameter(f, e.Name); at >= 0 {
			return p.given(f, at)
		}
		if list := p.assigned(f, e.Name); len(list) > 0 {
			return list
		}
	}
	p.told(fmt.Sprintf("%s: the action of an entry in %s cannot be read from the source: write it as a plain text", p.name, f.Name.Name))
	return nil
}

func (p packageOf) completed(start string) (list []string) {
	values := ends[start]
	if start == "export." {
		values = p.exported()
	}
	if len(values) == 0 {
		p.told(fmt.Sprintf("%s: what may follow %q is not known: add it to ends", p.name, start))
	}
	for _, v := range values {
		list = append(list, start+v)
	}
	return list
}

// exported are the objects of the lists that can be exported.
func (p packageOf) exported() (list []string) {
	for _, file := range p.files {
		ast.Inspect(file, func(n ast.Node) bool {
			if pair, ok := n.(*ast.KeyValueExpr); ok {
				if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "object" {
					if value, ok := text(pair.Value); ok {
						list = append(list, value)
					}
				}
			}
			return true
		})
	}
	return list
}

// assigned are the values that a variable takes in a function.
func (p packageOf) assigned(f *ast.FuncDecl, name string) (list []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, left := range a.Lhs {
			if v, ok := left.(*ast.Ident); ok && v.Name == name && len(a.Lhs) == len(a.Rhs) {
				list = append(list, p.values(a.Rhs[i], f)...)
			}
		}
		return true
	})
	return list
}

// given are the values that the package's calls of a function give as its nth parameter.
func (p packageOf) given(f *ast.FuncDecl, at int) (list []string) {
	for _, file := range p.files {
		for _, d := range file.Decls {
			caller, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(caller, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && called(call) == f.Name.Name && len(call.Args) > at {
					list = append(list, p.values(call.Args[at], caller)...)
				}
				return true
			})
		}
	}
	return list
}

func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if _, ok := f.X.(*ast.SelectorExpr); !ok { // a.record, not a.tx.Record
			return f.Sel.Name
		}
	}
	return ""
}

// parameter is the place of a function's parameter, -1 when it has none of that name.
func parameter(f *ast.FuncDecl, name string) int {
	at := 0
	for _, field := range f.Type.Params.List {
		for _, n := range field.Names {
			if n.Name == name {
				return at
			}
			at++
		}
	}
	return -1
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(lit.Value)
	return value, err == nil
}
