package myunisoft

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

// leaks finds a credential, or a good part of one, in what is said to people.
func leaks(text string) bool {
	for _, secret := range []string{testSecret, testToken, testToken[len(testToken)-20:], testToken[:20], base64.StdEncoding.EncodeToString([]byte(testSecret))} {
		if strings.Contains(text, secret) {
			return true
		}
	}
	return false
}

func TestSecretsStayInside(t *testing.T) {
	parts := strings.Split(testToken, ".")
	echoes := map[string]string{
		"the token":                     "Token " + testToken + " is invalid",
		"the header":                    "Authorization: Bearer " + testToken,
		"the secret":                    "bad secret '" + testSecret + "'",
		"the secret, for a query":       "?key=" + url.QueryEscape(testSecret),
		"the secret in base64":          "Basic " + base64.StdEncoding.EncodeToString([]byte(testSecret)),
		"the token's signature":         "signature " + parts[2] + " does not match",
		"the token's head":              "header " + parts[0],
		"the token where it is cut":     strings.Repeat("x", longestWords-30) + testToken,
		"the secret with a zero inside": testSecret[:9] + "\u200b" + testSecret[9:],
		"the secret with a null inside": testSecret[:9] + "\x00" + testSecret[9:],
		"somebody else's token":         "Bearer abcdefghijklmnop",
	}
	for name, echo := range echoes {
		body, err := json.Marshal(map[string]any{"error": map[string]any{"code": echo, "message": echo, "details": map[string]any{"requestId": echo}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, status := range []int{400, 401, 429, 500, 502} {
			t.Run(fmt.Sprintf("%s, in an answer %d", name, status), func(t *testing.T) {
				p := newPartner(t).on("/releve_bancaire", says(status, string(body), "request-id: "+testToken))
				r := newClient().Deliver(t.Context(), p.access(), parcel(), nil)
				if text := everything(r); leaks(text) || strings.Contains(text, "abcdefghijklmnop") {
					t.Errorf("got %+v", r)
				}
				if utf8.RuneCountInString(r.PartnerMessage) > longestWords || strings.ContainsFunc(r.PartnerMessage, unicode.IsControl) {
					t.Errorf("got %q", r.PartnerMessage)
				}
			})
		}
		t.Run(name+", to who tests or searches", func(t *testing.T) {
			p := newPartner(t).on("/key/info", says(403, string(body))).on("/society", says(400, string(body)))
			trial := fmt.Sprintf("%+v", newClient().Test(t.Context(), p.access()))
			_, err := newClient().Folders(t.Context(), p.access(), "x")
			if leaks(trial) || leaks(fmt.Sprintf("%v %+v", err, fault.From(err))) {
				t.Errorf("got %s, %v", trial, err)
			}
		})
	}
	t.Run("when the connection fails", func(t *testing.T) {
		failing := roundTripper(func(*http.Request) (*http.Response, error) {
			return nil, fmt.Errorf("malformed header Authorization: Bearer %s", testToken)
		})
		c := New(Options{Transport: failing})
		r := c.Deliver(t.Context(), accessTo("https://api.myunisoft.fr/api/v1"), parcel(), noSent(t))
		_, err := c.Folders(t.Context(), accessTo("https://api.myunisoft.fr/api/v1"), "x")
		if leaks(everything(r)) || leaks(err.Error()) {
			t.Errorf("got %+v, %v", r, err)
		}
	})
}

func TestClean(t *testing.T) {
	s := session{token: testToken, secret: testSecret}
	for _, c := range []struct{ name, text, want string }{
		{"plain words stay", "Le fichier semble mal formaté", "Le fichier semble mal formaté"},
		{"lines become one", "one\r\n\ttwo", "one two"},
		{"control characters go", "a\x1b[31mb\x07c", "a[31mbc"},
		{"what turns the writing round goes", "abc\u202edef", "abcdef"},
		{"broken bytes go", "a\xff\xfeb", "ab"},
		{"the secret is masked", "x " + testSecret + " y", "x ••• y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := s.clean(c.text, 100); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	t.Run("long words are cut, and say so", func(t *testing.T) {
		got := s.clean(strings.Repeat("é", 1000), longestWords)
		if utf8.RuneCountInString(got) != longestWords || !strings.HasSuffix(got, "…") {
			t.Errorf("got %d runes", utf8.RuneCountInString(got))
		}
	})
}

func TestMeanings(t *testing.T) {
	for code, m := range meanings {
		t.Run(code, func(t *testing.T) {
			for _, text := range []string{m.says, m.hint} {
				if !strings.HasSuffix(text, ".") || strings.Contains(text, "  ") || len(text) < 20 {
					t.Errorf("got %q", text)
				}
			}
			if m.kind.state() == deliver.ToRetry != (m.kind == passing) {
				t.Errorf("got %v", m.kind.state())
			}
		})
	}
	for _, code := range strings.Fields(`IMPORT11 IMPORT14 IMPORT15 IMPORT18 IMPORT25 DOCUMENT10 RB2 RB3 GBL10 RIB13 RIB16 RIB17
		ERR-SECRET-HEADER-NOT-SET ERR-INVALID-SECRET ERR-INVALID-AUTH-HEADER ERR-INVALID-JWT ERR-API-TOKEN-NOT-FOUND ERR-FIRM-TOKEN-NOT-FOUND
		ERR-FOLDER-NOT-FOUND ERR-FORBIDDEN-ROUTE ERR-FORBIDDEN-ACCESS ERR-THIRD-PARTY-DISCONNECTED ERR-API-UNDER-MAINTENANCE
		ERR-TOO-MANY-REQUEST ERR-TOO-MANY-CONCURRENT-REQUEST`) {
		if _, known := meaningOf(code); !known {
			t.Errorf("%s has no meaning", code)
		}
	}
}

// FuzzAnswer gives the reader of answers anything: it neither panics, nor tells a secret,
// nor calls arrived what was not said to be.
func FuzzAnswer(f *testing.F) {
	for _, body := range []string{`{"rows_number":128}`, `{"rows_number":"0"}`, problemJSON("IMPORT15", "déjà"), `{"error":{"code":"RIB13","message":"x","details":""}}`,
		`{"error":"x"}`, `{"code":1,"message":[]}`, `{"error":{"code":{"a":1}}}`, `{"error":{"details":{"requestId":7}}}`, `[`, `null`, "<html>", testToken} {
		f.Add(400, body)
		f.Add(200, body)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		s := session{Client: newClient(), token: testToken, secret: testSecret}
		a := answer{status: 100 + (status%500+500)%500, header: http.Header{"Request-Id": {body}, "Retry-After": {body}}, body: []byte(body), whole: true}
		var r deliver.Receipt
		if a.taken() {
			r = s.accepted(a, parcel())
		} else {
			r = s.settled(a, parcel(), true)
		}
		if text := everything(r); leaks(text) || strings.ContainsFunc(r.PartnerMessage+r.Code+r.RequestID, unicode.IsControl) || r.Message == "" {
			t.Errorf("got %+v", r)
		}
		if r.State.Arrived() != (a.taken() && r.Integrated != nil) || r.Doubt != deliver.NoDoubt && r.State != deliver.ToRetry && r.State != deliver.ToCheck {
			t.Errorf("got %+v of %d %q", r, a.status, body)
		}
	})
}
