package page

import (
	"bytes"
	"crypto/rand"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// Mark stands in the built index.html where each load's nonce goes.
const Mark = "__NONCE__"

// policy is what the page may do, and nothing else: run the scripts that the program carries,
// wear its styles, show its pictures and those written into its styles. It reaches nothing: the
// bridge to the program is no request. The style elements that the component library makes bear
// the nonce; what scripts set on one element's style is no inline style to the browser.
func policy(nonce string, reach []string) []string {
	connect := "'none'"
	if len(reach) > 0 {
		connect = strings.Join(reach, " ")
	}
	return []string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self' 'nonce-" + nonce + "'",
		"img-src 'self' data:",
		"font-src 'self'",
		"connect-src " + connect,
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'none'",
	}
}

// Guard puts the policy on all that next serves, with a nonce of its own each time. It stands in
// the header, and in the page too where a web view loses headers; frame-ancestors, which a page
// cannot say of itself, in the header alone. Reach names what else the page may connect to.
func Guard(reach func(*http.Request) []string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			nonce := rand.Text()
			rules := policy(nonce, reach(r))
			h := w.Header()
			h.Set("Content-Security-Policy", strings.Join(append(rules, "frame-ancestors 'none'"), "; "))
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "no-referrer")
			if !isPage(r) {
				next.ServeHTTP(w, r)
				return
			}
			r = r.Clone(r.Context()) // whole each time: a page kept from before has a nonce that no longer serves
			for _, name := range []string{"If-Modified-Since", "If-None-Match", "If-Range", "Range"} {
				r.Header.Del(name)
			}
			kept := &keeper{header: http.Header{}, code: http.StatusOK}
			next.ServeHTTP(kept, r)
			kept.send(w, nonce, strings.Join(rules, "; "))
		})
	}
}

// isPage tells the one page from what it loads.
func isPage(r *http.Request) bool {
	return r.Method == http.MethodGet && (strings.HasSuffix(r.URL.Path, "/") || r.URL.Path == "" || path.Ext(r.URL.Path) == ".html")
}

// keeper keeps an answer until it is written.
type keeper struct {
	header http.Header
	code   int
	body   bytes.Buffer
}

func (k *keeper) Header() http.Header         { return k.header }
func (k *keeper) WriteHeader(code int)        { k.code = code }
func (k *keeper) Write(b []byte) (int, error) { return k.body.Write(b) }

func (k *keeper) send(w http.ResponseWriter, nonce, rules string) {
	body := k.body.Bytes()
	if k.code == http.StatusOK {
		meta := `<head><meta http-equiv="Content-Security-Policy" content="` + rules + `">`
		body = bytes.Replace(body, []byte("<head>"), []byte(meta), 1)
		body = bytes.ReplaceAll(body, []byte(Mark), []byte(nonce))
		k.header.Set("Content-Length", strconv.Itoa(len(body)))
		k.header.Set("Cache-Control", "no-store") // a nonce serves once
	}
	for name, values := range k.header {
		w.Header()[name] = values
	}
	w.WriteHeader(k.code)
	_, _ = w.Write(body) // a web view that went away needs no page
}

// Nowhere lets the page connect to nothing.
func Nowhere(*http.Request) []string { return nil }

// Itself lets the page connect to what serves it, by a socket too.
func Itself(r *http.Request) []string { return []string{"'self'", "ws://" + r.Host} }
