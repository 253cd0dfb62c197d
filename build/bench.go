//go:build ignore

// Bench measures reading and importing statements on generated data: one statement a
// working day, several hundred known accounts. Each figure stands beside a yardstick of the
// same run: sha256sum over the same bytes for the parser, the sqlite3 shell's .import of as
// many rows into the same table for the import.
//
//	go run -tags sqlite_fts5 build/bench.go BINARY [OPERATIONS]
package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"sobank/backend/civil"
	"sobank/backend/format/cfonb120"
	"sobank/backend/format/cfonb120/cfonb120gen"
	"sobank/backend/provision"
)

const accounts = 500

func main() {
	log.SetFlags(0)
	if len(os.Args) == 3 && os.Args[1] == "parse" { // a process of its own, to know its memory
		parse(os.Args[2])
		return
	}
	operations := 1_000_000
	if len(os.Args) > 2 {
		operations, _ = strconv.Atoi(os.Args[2])
	}
	dir, err := os.MkdirTemp("", "sobank-bench-")
	check(err)
	defer os.RemoveAll(dir)
	b := bench{binary: os.Args[1], dir: dir, file: filepath.Join(dir, "releves.txt")}
	b.generate(operations)
	b.yardstick()
	b.parse()
	b.imports()
	b.shell()
}

type bench struct {
	binary, dir, file string
	summary           cfonb120gen.Summary
	importTime        time.Duration
}

func (b *bench) generate(operations int) {
	f, err := os.Create(b.file)
	check(err)
	b.summary, err = cfonb120gen.Generate(f, cfonb120gen.Options{Operations: operations, Accounts: accounts, Seed: 1})
	check(errors.Join(err, f.Close()))
	fmt.Printf("%d opérations, %d relevés, %d comptes, %.0f Mo ; %d cœurs, %s\n\n", b.summary.Operations, b.summary.Statements,
		len(b.summary.Accounts), mega(b.summary.Bytes), runtime.NumCPU(), runtime.Version())
}

func (b *bench) yardstick() {
	b.report("sha256sum", median(3, func() run { return measure(exec.Command("sha256sum", b.file)) }))
}

func (b *bench) parse() {
	self, err := os.Executable()
	check(err)
	b.report("lecture seule", median(3, func() run { return measure(exec.Command(self, "parse", b.file)) }))
}

// parse reads a file and does nothing with it.
func parse(path string) {
	f, err := os.Open(path)
	check(err)
	r := cfonb120.NewReader(f, civil.Of(time.Now()))
	for {
		_, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		check(err)
	}
}

func (b *bench) imports() {
	var again, verify run
	first := median(3, func() run {
		data := filepath.Join(b.dir, "data")
		check(os.RemoveAll(data))
		b.provision(data)
		r := measure(exec.Command(b.binary, "import", "--data", data, b.file))
		again = measure(exec.Command(b.binary, "import", "--data", data, b.file))
		return r
	})
	b.importTime = first.wall
	b.report("import (lecture, contrôles, doublons, écriture durable)", first)
	b.report("le même fichier encore", again)
	data := filepath.Join(b.dir, "data")
	verify = measure(exec.Command(b.binary, "verify", "--data", data))
	b.report("verify", verify)
	info, err := os.Stat(filepath.Join(data, "sobank.db"))
	check(err)
	fmt.Printf("%-58s %.0f Mo, %d octets par opération\n", "fichier de données", mega(info.Size()), info.Size()/int64(b.summary.Operations))
}

// provision makes the accounts of the file known.
func (b *bench) provision(data string) {
	client := provision.Client{Name: "Client"}
	for _, number := range b.summary.Accounts {
		client.Accounts = append(client.Accounts, provision.Account{IBAN: string(number), Mandate: "approuvé"})
	}
	plan, err := json.Marshal(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{client}}}})
	check(err)
	path := filepath.Join(b.dir, "plan.json")
	check(os.WriteFile(path, plan, 0o600))
	measure(exec.Command(b.binary, "setup", "--data", data, path))
}

// shell imports the rows of the operation table with the sqlite3 shell, into a table with
// the same columns, indexes and settings.
func (b *bench) shell() {
	source := filepath.Join(b.dir, "data", "sobank.db")
	rows := filepath.Join(b.dir, "rows.csv")
	output(exec.Command("sqlite3", source, ".mode csv", ".once "+rows, "SELECT * FROM operation"))
	schema := output(exec.Command("sqlite3", source, "SELECT sql || ';' FROM sqlite_schema WHERE tbl_name = 'operation' AND sql IS NOT NULL"))
	schema = strings.ReplaceAll(schema, "REFERENCES statement (id)", "")
	check(countRows(rows))
	b.report("yardstick : .import de sqlite3, mêmes lignes, même table", median(3, func() run {
		target := filepath.Join(b.dir, "shell.db")
		for _, suffix := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(target + suffix)
		}
		c := exec.Command("sqlite3", target)
		c.Stdin = strings.NewReader("PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\nPRAGMA cache_size=-32768;\n" + schema + "\n.import --csv " + rows + " operation\n")
		r := measure(c)
		fmt.Printf("%-58s %.2f fois le temps de .import\n", "  import de So bank", b.importTime.Seconds()/r.wall.Seconds())
		return r
	}))
}

func countRows(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = csv.NewReader(bufio.NewReader(f)).Read()
	return err
}

type run struct {
	wall time.Duration
	peak int64 // bytes
}

// measure runs a command and takes its time and peak memory.
func measure(c *exec.Cmd) run {
	c.Stderr = os.Stderr
	start := time.Now()
	err := c.Run()
	r := run{wall: time.Since(start)}
	check(err)
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.peak = usage.Maxrss * 1024
	}
	return r
}

func output(c *exec.Cmd) string {
	c.Stderr = os.Stderr
	out, err := c.Output()
	check(err)
	return string(out)
}

// median is the run of median time.
func median(n int, do func() run) run {
	runs := make([]run, n)
	for i := range runs {
		runs[i] = do()
	}
	slices.SortFunc(runs, func(a, b run) int { return int(a.wall - b.wall) })
	return runs[n/2]
}

func (b *bench) report(what string, r run) {
	fmt.Printf("%-58s %6.2f s  %7.0f Mo/s  %9.0f opérations/s  pic %4.0f Mo\n", what, r.wall.Seconds(),
		mega(b.summary.Bytes)/r.wall.Seconds(), float64(b.summary.Operations)/r.wall.Seconds(), mega(r.peak))
}

func mega(bytes int64) float64 { return float64(bytes) / 1e6 }

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
