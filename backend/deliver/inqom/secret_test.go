package inqom

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

const plantedToken = "planted-token-0123456789abcdef"

// leaks finds a credential, or a good part of one, in what is said to people.
func leaks(text string) bool {
	for _, secret := range []string{testSecret, testPassword, plantedToken, testPlace} {
		for _, form := range []string{secret, secret[:12], secret[len(secret)-12:], url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret))} {
			if strings.Contains(text, form) {
				return true
			}
		}
	}
	return false
}

// TestSecretsStayInside has Inqom repeat what it was told, wherever it can.
func TestSecretsStayInside(t *testing.T) {
	echoes := map[string]string{
		"password":                "Bad password '" + testPassword + "' of the user",
		"password for a form":     url.Values{"password": {testPassword}}.Encode(),
		"secret":                  "client " + testSecret + " unknown",
		"secret for a form":       url.Values{"client_secret": {testSecret}}.Encode(),
		"secret in base64":        "Basic " + base64.StdEncoding.EncodeToString([]byte(testSecret)),
		"token":                   "token " + plantedToken + " is over",
		"header":                  "Authorization: Bearer " + plantedToken,
		"end of a token":          "…" + plantedToken[14:],
		"half beyond the limit":   strings.Repeat("x", longestWords-10) + testSecret,
		"hidden by a null inside": testSecret[:9] + "\x00" + testSecret[9:],
	}
	for name, echo := range echoes {
		quoted, err := json.Marshal(echo)
		if err != nil {
			t.Fatal(err)
		}
		body := fmt.Sprintf(`{"error":%s,"error_description":%s,"Message":%s,"title":%s}`, quoted, quoted, quoted, quoted)
		header := "Request-Id: " + strings.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return -1
			}
			return r
		}, echo)
		for _, path := range []string{pathToken, pathFirms, folders28} {
			if path == pathToken && strings.Contains(echo, plantedToken[14:]) {
				continue // nobody was given it yet
			}
			for _, status := range []int{200, 302, 400, 401, 403, 429, 500} {
				routes := map[string]http.HandlerFunc{path: says(status, body, header)}
				if path != pathToken {
					routes[pathToken] = says(200, `{"access_token":"`+plantedToken+`","expires_in":3600}`)
				}
				server, c := scripted(t, routes), newClock()
				client, a := New(Options{Now: c.now, Wait: c.wait}, &place{}), accessTo(server.URL, &keychain{})
				everything := fmt.Sprintf("%+v", client.Match(t.Context(), a, jardins()))
				_, err := client.Folders(t.Context(), a, "")
				everything += fmt.Sprintf("%v %+v", err, fault.From(err))
				everything += fmt.Sprintf("%+v", client.Test(t.Context(), a))
				if leaks(everything) {
					t.Errorf("%s, %s %d: %s", name, path, status, everything)
				}
			}
		}
	}
	t.Run("nor in the name of a folder", func(t *testing.T) {
		server := scripted(t, map[string]http.HandlerFunc{
			pathToken: says(200, `{"access_token":"`+plantedToken+`"}`),
			folders28: says(200, `[{"Id":1,"Name":"`+plantedToken+`","ExternalId":"`+testSecret+`","Status":"`+testSecret+`"}]`)})
		client, a := New(Options{}, &place{}), accessTo(server.URL, nil)
		list, err := client.Folders(t.Context(), a, "")
		m := client.Match(t.Context(), a, deliver.AccountCard{PartnerFolder: "2"})
		if leaks(fmt.Sprintf("%+v %v %+v", list, err, m)) || len(list) != 1 {
			t.Errorf("got %+v, %v, %+v", list, err, m)
		}
	})
	t.Run("nor in the error of a transport", func(t *testing.T) {
		failing := roundTripper(func(r *http.Request) (*http.Response, error) {
			return nil, fmt.Errorf("cannot send %s with %s and %s", r.URL, testPassword, testSecret)
		})
		client, a := New(Options{Transport: failing}, &place{}), accessTo("https://auth.inqom.com", nil)
		m := client.Match(t.Context(), a, jardins())
		_, err := client.Folders(t.Context(), a, "")
		if leaks(fmt.Sprintf("%+v %v", m, err)) {
			t.Errorf("got %+v, %v", m, err)
		}
	})
	t.Run("and the token travels to the API alone, the password to the sign-in alone", func(t *testing.T) {
		check := func(inner http.HandlerFunc, forbidden ...string) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				_ = r.ParseForm()
				seen := r.URL.String() + fmt.Sprint(r.Header) + fmt.Sprint(r.Form)
				for _, secret := range forbidden {
					if strings.Contains(seen, secret) {
						t.Errorf("%s got %s", r.URL.Path, seen)
					}
				}
				if r.URL.RawQuery != "" {
					t.Errorf("a query: %s", r.URL)
				}
				inner(w, r)
			}
		}
		server := scripted(t, map[string]http.HandlerFunc{
			pathToken: check(says(200, `{"access_token":"`+plantedToken+`"}`), plantedToken, testPlace),
			pathFirms: check(usual[pathFirms], testPassword, testSecret, testPlace),
			folders28: check(usual[folders28], testPassword, testSecret, testPlace)})
		wantFolder(t, New(Options{}, &place{}).Match(t.Context(), accessTo(server.URL, nil), jardins()), "4512")
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
