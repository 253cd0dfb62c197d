// Package backend_test keeps the house in order: imports run one way, what is dangerous has
// one owner, every package says what it is for, and what crosses to the window arrives whole.
// docs/ARCHITECTURE.md draws what this file checks.
package backend_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sobank/backend/desktop"
)

const module = "sobank/"

// tiers lists the packages under backend, lowest first. A package imports lower tiers only;
// those of one tier do not know one another, save the values, and a folder what it is in.
var tiers = [][]string{
	{"fault", "money", "civil", "iban", "siren", "bank", "password", "frame", "sheet", "charset", "licence"}, // values
	{"rights"},
	{"journal"},
	{"settings", "schedule", "backup"},
	{"firm"},
	{"staff"},
	{"client"},
	{"account"},
	{"statement"},
	{"handout"},
	{"deliver", "download", "draft", "mandate", "registry", "provision", "find", "search", "closing", "coverage", "trend", "notify"},
	{"collect", "draft/*", "roster", "export", "printing"},
	{"diagnose", "guide", "receive"},
	{"support", "privacy"},
	{"registry/web", "remote"},
	{"format/*", "deliver/*", "collect/*", "registry/*", "schedule/*", "notify/*", "receive/*", "sqlite", "vault", "disk", "simulator"}, // adapters
	{"wiring", "wiring/*"},
	{"demo"},
	{"page"},
	{"desktop", "cli", "window"},
}

var adapters = tierOf("sqlite")

// owners names, for what only some packages may import, who they are. "main" is the root.
var owners = map[string][]string{
	"github.com/wailsapp/wails":     {"main"},
	"github.com/zalando/go-keyring": {"vault"},
	"github.com/mattn/go-sqlite3":   {"sqlite"},
	"github.com/pressly/goose":      {"sqlite"},
	"database/sql":                  {"sqlite"},
	"net/http":                      {"deliver/*", "registry/*", "simulator", "page"},
	"github.com/pkg/sftp":           {"deliver/*", "receive/*", "remote", "simulator"},
	"golang.org/x/crypto/ssh":       {"deliver/*", "receive/*", "remote", "simulator"},
	"github.com/xuri/excelize":      {"format/xlsx"},
	"github.com/spf13/cobra":        {"cli"},
	"codeberg.org/go-pdf/fpdf":      {"format/pdf"},
	"golang.org/x/image":            {"format/pdf"},
	"github.com/gen2brain/beeep":    {"notify/native"},
	"filippo.io/age":                {"backup"},
	"os/exec":                       {"schedule/system", "disk"},
}

// edges is what main, desktop, cli and window may not reach past wiring for.
var edges = map[string][]string{
	"main":    {"desktop", "cli", "window", "fault", "page"},
	"desktop": nil, // any capability, and wiring
	"cli":     nil,
	"window":  {},
}

// pkg is what `go list -json` says of a package.
type pkg struct {
	ImportPath string
	Name       string
	Doc        string
	GoFiles    []string
	CgoFiles   []string
	Imports    []string
}

func TestHouseImports(t *testing.T) {
	for _, complaint := range checkImports(MustList(t)) {
		t.Error(complaint)
	}
}

func TestHousePackageDocs(t *testing.T) {
	for _, complaint := range checkDocs(MustList(t)) {
		t.Error(complaint)
	}
}

func TestHouseBoundTypes(t *testing.T) {
	bound := desktop.New(desktop.Options{}).Bound()
	if len(bound) == 0 {
		t.Fatal("nothing is bound")
	}
	for _, complaint := range checkBound(bound) {
		t.Error(complaint)
	}
}

// TestHousePicture keeps docs/ARCHITECTURE.md true: it names every package, and the paths it
// names exist.
func TestHousePicture(t *testing.T) {
	page, err := os.ReadFile("../docs/ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, complaint := range checkPicture(string(page), MustList(t)) {
		t.Error(complaint)
	}
}

// TestHouseNotices breaks each rule once: a check that never fails checks nothing.
func TestHouseNotices(t *testing.T) {
	imports := func(from string, to ...string) []pkg {
		p := pkg{ImportPath: module + "backend/" + from, Name: "x", GoFiles: []string{"x.go"}}
		if from == "main" {
			p.ImportPath, p.Name = "sobank", "main"
		}
		for _, one := range to {
			if !strings.Contains(one, ".") && one != "net/http" && one != "database/sql" {
				one = module + "backend/" + one
			}
			p.Imports = append(p.Imports, one)
		}
		return []pkg{p}
	}
	for name, broken := range map[string][]pkg{
		"AgainstTheStream":       imports("firm", "account"),
		"CapabilityKnowsAdapter": imports("collect", "sqlite"),
		"AdaptersKnowEachOther":  imports("sqlite", "format/cfonb120"),
		"FormatsKnowEachOther":   imports("format/camt", "format/cfonb120"),
		"DesktopKnowsAdapter":    imports("desktop", "sqlite"),
		"CliKnowsAdapter":        imports("cli", "format/cfonb120"),
		"DesktopKnowsCli":        imports("desktop", "cli"),
		"WiringKnowsDesktop":     imports("wiring", "desktop"),
		"MainKnowsWiring":        imports("main", "wiring"),
		"SameTier":               imports("download", "deliver"),
		"Unlisted":               imports("util", "fault"),
		"WailsOutsideMain":       imports("desktop", "github.com/wailsapp/wails/v2/pkg/runtime"),
		"KeyringOutsideVault":    imports("sqlite", "github.com/zalando/go-keyring"),
		"SQLiteOutsideSqlite":    imports("wiring", "github.com/mattn/go-sqlite3"),
		"CapabilityOpensSQL":     imports("statement", "database/sql"),
		"CapabilitySpeaksHTTP":   imports("deliver", "net/http"),
	} {
		t.Run(name, func(t *testing.T) {
			if len(checkImports(broken)) == 0 {
				t.Error("went unnoticed")
			}
		})
	}
	t.Run("Right", func(t *testing.T) {
		for _, right := range [][]pkg{
			imports("collect", "statement", "fault", "journal"), imports("sqlite", "collect", "database/sql"),
			imports("wiring", "sqlite", "format/cfonb120"), imports("desktop", "wiring", "statement"),
			imports("main", "desktop", "github.com/wailsapp/wails/v2"), imports("deliver/inqom", "deliver", "net/http"),
			imports("format/cfonb120/cfonb120gen", "format/cfonb120"),
		} {
			for _, complaint := range checkImports(right) {
				t.Error(complaint)
			}
		}
	})
	t.Run("NoDoc", func(t *testing.T) {
		bare := imports("firm")
		if len(checkDocs(bare)) == 0 {
			t.Error("went unnoticed")
		}
	})
	t.Run("NotInThePicture", func(t *testing.T) {
		if len(checkPicture("", imports("firm"))) == 0 {
			t.Error("went unnoticed")
		}
	})
	t.Run("PictureOfNothing", func(t *testing.T) {
		if len(checkPicture("see `backend/nowhere`", nil)) == 0 {
			t.Error("went unnoticed")
		}
	})
	for _, c := range []struct {
		name  string
		bound any
	}{
		{"Time", &boundTime{}}, {"Context", &boundContext{}}, {"Float", &boundFloat{}},
		{"Generic", &boundGeneric{}}, {"Any", &boundAny{}}, {"TwoAnswers", &boundTwo{}},
	} {
		t.Run("Bound"+c.name, func(t *testing.T) {
			if len(checkBound([]any{c.bound})) == 0 {
				t.Error("went unnoticed")
			}
		})
	}
}

type (
	boundTime    struct{}
	boundContext struct{}
	boundFloat   struct{}
	boundGeneric struct{}
	boundAny     struct{}
	boundTwo     struct{}

	page[T any] struct{ Rows []T }
)

func (*boundTime) Get() (struct{ At []*time.Time }, error)       { panic("not called") }
func (*boundContext) Get(context.Context) error                  { panic("not called") }
func (*boundFloat) Get() (map[string]struct{ N float64 }, error) { panic("not called") }
func (*boundGeneric) Get() (page[string], error)                 { panic("not called") }
func (*boundAny) Get() (any, error)                              { panic("not called") }
func (*boundTwo) Get() (int, int)                                { panic("not called") }

func checkImports(list []pkg) []string {
	var complaints []string
	complain := func(format string, args ...any) { complaints = append(complaints, fmt.Sprintf(format, args...)) }
	for _, p := range list {
		from := short(p.ImportPath)
		tier := tierOf(from)
		if tier < 0 && from != "main" {
			complain("%s is in no tier: give it its place in the table above, and in docs/ARCHITECTURE.md", p.ImportPath)
			continue
		}
		for _, path := range p.Imports {
			if owner, allowed := mayImport(from, path); !allowed {
				complain("%s imports %s, which belongs to %s", from, path, owner)
			}
			if !strings.HasPrefix(path, module) {
				continue
			}
			to := short(path)
			switch only, edge := edges[from]; {
			case only != nil && !slices.Contains(only, to):
				complain("%s imports %s; it knows %v only", from, to, only)
			case edge && only == nil && tierOf(to) == adapters:
				complain("%s imports the adapter %s; only wiring does", from, to)
			case from != "main" && tierOf(to) == tier && tier != 0 && !strings.HasPrefix(from, to+"/"):
				complain("%s imports %s of the same tier", from, to)
			case from != "main" && tierOf(to) > tier:
				complain("%s imports %s: imports run the other way", from, to)
			}
		}
	}
	slices.Sort(complaints)
	return slices.Compact(complaints) // the three systems complain alike
}

// mayImport answers for what has owners; anything else may be imported by all.
func mayImport(from, path string) (owner []string, allowed bool) {
	for prefix, names := range owners {
		if path != prefix && !strings.HasPrefix(path, prefix+"/") {
			continue
		}
		if !slices.ContainsFunc(names, func(name string) bool { return matches(name, from) }) {
			return names, false
		}
	}
	return nil, true
}

func checkDocs(list []pkg) []string {
	var complaints []string
	for _, p := range list {
		if len(p.GoFiles)+len(p.CgoFiles) > 0 && len(p.Doc) < 20 {
			complaints = append(complaints, p.ImportPath+" has no doc comment that says what it is for")
		}
	}
	return complaints
}

// paths are what the page names in backquotes: files and folders from the top.
var paths = regexp.MustCompile("`((?:backend|frontend|build|docs|[.]ci)/[^` *]*|(?:main|app)[.]go)`")

func checkPicture(page string, list []pkg) []string {
	var complaints []string
	for _, p := range list {
		path := strings.TrimPrefix(p.ImportPath, module)
		if p.Name != "main" && !strings.Contains(page, "| `"+path+"` |") {
			complaints = append(complaints, "docs/ARCHITECTURE.md says nothing of "+path)
		}
	}
	for _, named := range paths.FindAllStringSubmatch(page, -1) {
		if _, err := os.Stat("../" + named[1]); err != nil {
			complaints = append(complaints, "docs/ARCHITECTURE.md names "+named[1]+", which is not there")
		}
	}
	slices.Sort(complaints)
	return slices.Compact(complaints)
}

// checkBound looks at all that the frontend can call and everything that crosses with it.
func checkBound(bound []any) []string {
	var complaints []string
	seen := map[reflect.Type]bool{}
	for _, one := range bound {
		structType := reflect.TypeOf(one)
		if structType.Kind() != reflect.Pointer {
			complaints = append(complaints, fmt.Sprintf("%v is bound by value: bind a pointer", structType))
			continue
		}
		for i := range structType.NumMethod() {
			method := structType.Method(i)
			where := structType.Elem().Name() + "." + method.Name
			say := func(what string) { complaints = append(complaints, where+" "+what) }
			for in := 1; in < method.Type.NumIn(); in++ {
				checkCrossing(method.Type.In(in), "takes", seen, say)
			}
			outs := method.Type.NumOut()
			for out := range outs {
				answer := method.Type.Out(out)
				if answer == reflect.TypeFor[error]() {
					if out != outs-1 {
						say("answers something after its error")
					}
					continue
				}
				if out > 0 {
					say("answers more than a value and an error")
				}
				checkCrossing(answer, "answers", seen, say)
			}
		}
	}
	return complaints
}

// checkCrossing says what in a type does not reach the other side whole.
func checkCrossing(t reflect.Type, how string, seen map[reflect.Type]bool, say func(string)) {
	if seen[t] {
		return
	}
	seen[t] = true
	switch {
	case t == reflect.TypeFor[time.Time](), t == reflect.TypeFor[time.Duration]():
		say(how + " " + t.String() + ": dates and instants cross as text")
		return
	case t == reflect.TypeFor[context.Context]():
		say(how + " a context: it would become an argument of the frontend")
		return
	case strings.Contains(t.Name(), "["):
		say(how + " the generic type " + t.Name() + ": its binding has an unusable name")
	}
	switch t.Kind() {
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		say(how + " a float: amounts are minor units")
	case reflect.Interface, reflect.Func, reflect.Chan, reflect.UnsafePointer, reflect.Uintptr:
		say(how + " " + t.String() + ", which has no type on the other side")
	case reflect.Pointer, reflect.Slice, reflect.Array:
		checkCrossing(t.Elem(), how, seen, say)
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			say(how + " a map whose keys are no strings")
		}
		checkCrossing(t.Elem(), how, seen, say)
	case reflect.Struct:
		for i := range t.NumField() {
			field := t.Field(i)
			if !field.IsExported() {
				continue
			}
			checkCrossing(field.Type, how+" "+t.Name()+"."+field.Name+",", seen, say)
		}
	}
}

// short is a package's name in the tables: its path under backend, or "main".
func short(path string) string {
	if path+"/" == module {
		return "main"
	}
	return strings.TrimPrefix(path, module+"backend/")
}

// tierOf is the index of a package's tier, -1 when it has none.
func tierOf(name string) int {
	return slices.IndexFunc(tiers, func(tier []string) bool {
		return slices.ContainsFunc(tier, func(pattern string) bool { return matches(pattern, name) })
	})
}

// matches knows one kind of pattern: "format/*" is anything below format.
func matches(pattern, name string) bool {
	if parent, below := strings.CutSuffix(pattern, "*"); below {
		return strings.HasPrefix(name, parent)
	}
	return pattern == name
}

// MustList lists the module's packages as the three systems see them.
func MustList(tb testing.TB) []pkg {
	tb.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		tb.Skip("no go command here")
	}
	var list []pkg
	for _, system := range []string{"linux", "windows", "darwin"} {
		cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Name,Doc,GoFiles,CgoFiles,Imports", "sobank/...")
		cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			tb.Fatalf("go list for %s: %v\n%s", system, err, stderr.String())
		}
		for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
			var p pkg
			if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				tb.Fatal(err)
			}
			if len(p.GoFiles)+len(p.CgoFiles) > 0 && !strings.Contains(p.ImportPath, "/node_modules/") {
				list = append(list, p)
			}
		}
	}
	if len(list) == 0 {
		tb.Fatal("go list found nothing")
	}
	return list
}
