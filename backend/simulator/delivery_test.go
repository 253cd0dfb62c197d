package simulator

import (
	"crypto/sha256"
	"encoding/hex"
	"net"
	"strings"
	"testing"

	"sobank/backend/civil"
)

func TestDeliveryRefusals(t *testing.T) {
	named := func(query, body string) call { return call{path: "/releve_bancaire" + query, body: body} }
	with := func(name, value string) call {
		return call{body: march(), headers: map[string]string{name: value}}
	}
	cases := []struct {
		name   string
		call   call
		status int
		code   string
	}{
		{"no society-id", with("society-id", "-"), 400, "GBL10"},
		{"an empty society-id", with("society-id", ""), 400, "GBL10"},
		{"society-id undefined", with("society-id", "undefined"), 400, "GBL10"},
		{"a society-id that is no number", with("society-id", "J-014"), 400, "GBL10"},
		{"society-id 0", with("society-id", "0"), 400, "GBL10"},
		{"a society-id with a sign", with("society-id", "+1203"), 400, "GBL10"},
		{"an unknown society", with("society-id", "99"), 404, "ERR-FOLDER-NOT-FOUND"},
		{"another firm's society", with("society-id", "7"), 404, "ERR-FOLDER-NOT-FOUND"},
		{"no content type", with("Content-Type", "-"), 415, "ERR-HTTP"},
		{"a form", with("Content-Type", "multipart/form-data; boundary=x"), 415, "ERR-HTTP"},
		{"a compressed body", with("Content-Encoding", "gzip"), 415, "ERR-HTTP"},
		{"no file name", named("", march()), 400, "GBL10"},
		{"an empty file name", named("?filename=", march()), 400, "GBL10"},
		{"a path for a file name", named("?filename=..%2Freleve.dat", march()), 400, "GBL10"},
		{"a control in the file name", named("?filename=a%0Ab.dat", march()), 400, "GBL10"},
		{"a file name of 256 bytes", named("?filename="+strings.Repeat("a", 252)+".dat", march()), 400, "GBL10"},
		{"an extension that is none of the three", named("?filename=releve.csv", march()), 400, "DOCUMENT10"},
		{"no extension", named("?filename=releve", march()), 400, "DOCUMENT10"},
		{"an empty body", named("?filename=releve.dat", ""), 400, "IMPORT14"},
		{"an empty OFX", named("?filename=releve.ofx", ""), 400, "IMPORT14"},
		{"CFONB called OFX", named("?filename=releve.OFX", march()), 400, "IMPORT18"},
		{"OFX called CFONB", named("?filename=releve.txt", ofx), 400, "IMPORT15"},
		{"OFX without a currency", named("?filename=r.ofx", strings.ReplaceAll(ofx, "CURDEF", "X")), 400, "IMPORT18"},
		{"OFX without an account", named("?filename=r.ofx", strings.ReplaceAll(ofx, "BANKACCTFROM", "X")), 400, "IMPORT18"},
		{"OFX without a movement", named("?filename=r.ofx", strings.ReplaceAll(ofx, "STMTTRN", "X")), 400, "IMPORT15"},
		{"OFX of another society's IBAN", named("?filename=r.ofx", strings.ReplaceAll(ofx, "00000000001", "98765432100")), 403, "RIB16"},
		{"CFONB of another society's IBAN", named("?filename=releve.dat", march()), 403, "RIB16"},
	}
	m := MustMyUnisoft(t, Options{})
	m.AddSociety(Society{ID: 7, Name: "Ailleurs", Token: "other.token.x"})
	m.AddSociety(Society{ID: 8, Name: "Voisins", RIBs: []RIB{{IBAN: jardinsIBAN}}})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantRefused(t, c.call.do(m), c.status, c.code) })
	}
	wantHeld(t, m, 0)
}

const ofx = "OFXHEADER:100\r\n<OFX>\r\n<CURDEF>EUR\r\n<BANKACCTFROM>\r\n<BANKID>15589\r\n<BRANCHID>00000\r\n<ACCTID>00000000001\r\n</BANKACCTFROM>\r\n" +
	"<STMTTRN>\r\n<DTPOSTED>20260302\r\n<TRNAMT>+100.00\r\n<FITID>1\r\n</STMTTRN>\r\n<STMTTRN>\r\n<TRNAMT>-0.00\r\n</STMTTRN>\r\n</OFX>\r\n"

func TestOFX(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	one := call{path: "/releve_bancaire?filename=flux.ofx", body: ofx}
	t.Run("its movements of zero are dropped", func(t *testing.T) { wantRows(t, one.do(m), 1) })
	t.Run("sent twice it is held twice", func(t *testing.T) {
		wantRows(t, one.do(m), 1)
		wantHeld(t, m, 2)
	})
	if held := m.Record()[0]; held.Format != "OFX" || held.Account != "00000000001" || held.Bank != "15589" || held.Currency != "EUR" {
		t.Errorf("got %+v", held)
	}
}

func TestRecord(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	g := send(march()).do(m)
	wantRows(t, g, 2)
	sum := sha256.Sum256([]byte(march()))
	want := Imported{
		SocietyID: 1203, IBAN: jardinsIBAN, Bank: "15589", Branch: "00000", Account: "98765432100", Currency: "EUR",
		From: civil.MustParse("2026-02-28"), To: civil.MustParse("2026-03-31"), Operations: 2, SumMinorUnits: 7450,
		Format: "CFONB120", FileName: "releve.dat", SHA256: hex.EncodeToString(sum[:]),
		RequestID: g.header.Get("request-id"), At: newClock().now,
	}
	if held := m.Record(); len(held) != 1 || held[0] != want {
		t.Errorf("got %+v", held)
	}
}

func TestDuplicates(t *testing.T) {
	days := func(records ...string) string {
		return file(append(append([]string{balance("01", "280226", "0000000000000{")}, records...), balance("07", "310326", "0000000000000{"))...)
	}
	ticket := operation("020326", "AIR FRANCE", "0000000000990}")
	dearer := operation("020326", "AIR FRANCE", "0000000000991}")
	free := operation("020326", "OFFERT", "0000000000000{")
	cases := []struct {
		name  string
		files []string
		rows  []int // 0 is IMPORT15
	}{
		{"the same file twice", []string{march(), march()}, []int{2, 0}},
		{"one more operation the second time", []string{days(ticket), days(ticket, dearer)}, []int{1, 1}},
		{"twins in one statement are two", []string{days(ticket, ticket)}, []int{2}},
		{"twins sent again are none", []string{days(ticket, ticket), days(ticket, ticket)}, []int{2, 0}},
		{"a twin more", []string{days(ticket), days(ticket, ticket)}, []int{1, 1}},
		{"one statement twice in a file", []string{days(ticket) + days(ticket)}, []int{1}},
		{"movements of zero are dropped", []string{days(free, ticket)}, []int{1}},
		{"movements of zero alone are none", []string{days(free)}, []int{0}},
		{"no movement", []string{days()}, []int{0}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m, held := MustMyUnisoft(t, Options{}), 0
			for i, body := range c.files {
				held += c.rows[i]
				if g := send(body).do(m); c.rows[i] == 0 {
					wantRefused(t, g, 400, "IMPORT15")
				} else {
					wantRows(t, g, c.rows[i])
				}
			}
			wantHeld(t, m, held)
		})
	}
	t.Run("another society has its own", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.AddSociety(Society{ID: 8, Name: "Voisins"})
		wantRows(t, send(march()).do(m), 2)
		wantRows(t, call{body: march(), headers: map[string]string{"society-id": "8"}}.do(m), 2)
	})
	t.Run("without_checking=1 takes all again", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		again := call{path: "/releve_bancaire?filename=r.dat&without_checking=1", body: march()}
		wantRows(t, again.do(m), 2)
		wantRows(t, again.do(m), 2)
		wantRefused(t, send(march()).do(m), 400, "IMPORT15")
		wantHeld(t, m, 4)
	})
}

func TestRIBs(t *testing.T) {
	known := func(ribs ...RIB) Society { return Society{ID: 1203, Name: "Jardins SARL", RIBs: ribs} }
	t.Run("an IBAN that is not set up is taken by default", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.AddSociety(known(RIB{IBAN: otherIBAN}))
		wantRows(t, send(march()).do(m), 2)
	})
	t.Run("StrictRIBs refuses it", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{StrictRIBs: true})
		m.AddSociety(known(RIB{IBAN: otherIBAN}))
		wantRefused(t, send(march()).do(m), 400, "RIB13")
		m.AddSociety(known(RIB{IBAN: otherIBAN}, RIB{IBAN: jardinsIBAN}))
		wantRows(t, send(march()).do(m), 2)
	})
	t.Run("StrictRIBs lets a society without any RIB", func(t *testing.T) {
		wantRows(t, send(march()).do(MustMyUnisoft(t, Options{StrictRIBs: true})), 2)
	})
	t.Run("another firm's RIB says nothing", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.AddSociety(Society{ID: 1203, Token: token})
		m.AddSociety(Society{ID: 8, Token: "other.token.x", RIBs: []RIB{{IBAN: jardinsIBAN}}})
		wantRows(t, send(march()).do(m), 2)
	})
	t.Run("one block of another society's drops the whole file", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.AddSociety(Society{ID: 8, RIBs: []RIB{{IBAN: otherIBAN}}})
		foreign := strings.ReplaceAll(strings.ReplaceAll(march(), "15589    00000", "20041    01005"), "98765432100", "0500013M026")
		wantRefused(t, send(march()+foreign).do(m), 403, "RIB16")
		wantHeld(t, m, 0)
	})
}

func TestTooLarge(t *testing.T) {
	conn := MustDial(t, MustMyUnisoft(t, Options{}))
	// The length alone is enough: the body never leaves.
	if _, err := conn.Write([]byte("POST /api/v1/releve_bancaire?filename=a.dat HTTP/1.1\r\nHost: x\r\nContent-Length: 33554433\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, 4096)
	n, err := conn.Read(answer)
	if err != nil || !strings.HasPrefix(string(answer[:n]), "HTTP/1.1 413 ") {
		t.Errorf("got %q, %v", answer[:n], err)
	}
}

// TestClientGone leaves in the middle of the body: nothing is taken of what came.
func TestClientGone(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	conn := MustDial(t, m)
	head := "POST /api/v1/releve_bancaire?filename=a.dat HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n"
	if _, err := conn.Write([]byte(head)); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 100)); err != nil { // 100 Continue: it reads the body now
		t.Fatal(err)
	}
	_, _ = conn.Write([]byte(march()[:500]))
	_ = conn.Close()
	_ = m.Close() // waits for the request to end
	if log := m.Requests(); len(log) != 1 || log[0].Status != 0 || log[0].Fault != "client gone" {
		t.Errorf("got %+v", log)
	}
	wantHeld(t, m, 0)
}

func MustDial(tb testing.TB, m *MyUnisoft) net.Conn {
	tb.Helper()
	conn, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(m.URL(), "http://"), base))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = conn.Close() })
	return conn
}
