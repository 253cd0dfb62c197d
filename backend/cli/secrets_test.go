package cli_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/simulator"
	"sobank/backend/wiring/wiringtest"
)

// TestTheTerminalRepeatsNoSecret runs every command on an installation whose partner answers with
// the credentials it was sent.
func TestTheTerminalRepeatsNoSecret(t *testing.T) {
	b, partner := mustDeliver(t)
	partner.OnRequest(func(r *http.Request) *simulator.Fault {
		return &simulator.Fault{Kind: simulator.Refuse, Code: "X-" + r.Header.Get("Authorization"), Status: 400,
			Message: r.Header.Get("Authorization") + " " + r.Header.Get("X-Third-Party-Secret")}
	})
	t.Setenv("SOBANK_PASSWORD", "planted-Password-17")
	more := wiringtest.MustWrite(t, filepath.Join(b.dir, "b.txt"), wiringtest.Days(ours, 3)[2:]...)
	var said strings.Builder
	for _, args := range [][]string{{"sync"}, {"import", more}, {"sync"}, {"diagnose"}, {"verify"}, {"parse", more}, {"version"},
		{"download", "--out", filepath.Join(b.dir, "o.dat"), "--user", "camille@cabinet.fr"}, {"setup", more}, {"nothing"}} {
		for _, form := range [][]string{args, append(args[:len(args):len(args)], "--json")} {
			r := b.run(`{"connectors":{"MyUnisoft":{"token":"`+wiringtest.FirmToken+`"}}`, form...)
			said.WriteString(r.out + r.err)
		}
	}
	if !strings.Contains(said.String(), "MyUnisoft") {
		t.Error("the partner's refusal was not said")
	}
	for _, secret := range []string{wiringtest.FirmToken, wiringtest.PartnerSecret, "planted-Password-17"} {
		encoded := base64.StdEncoding.EncodeToString([]byte(secret))
		for _, form := range []string{secret, url.QueryEscape(secret), encoded[:len(encoded)-4]} {
			if strings.Contains(said.String(), form) {
				t.Errorf("%q was said in\n%s", form, said.String())
			}
		}
	}
}
