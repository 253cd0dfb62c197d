package page

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const built = `<!doctype html><html><head><meta property="csp-nonce" nonce="__NONCE__"></head><body></body></html>`

func serve(t *testing.T, reach func(*http.Request) []string, target string) (http.Header, string) {
	t.Helper()
	files := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, built) })
	w := httptest.NewRecorder()
	Guard(reach)(files).ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	return w.Header(), w.Body.String()
}

func TestPolicyLetsNothingElseIn(t *testing.T) {
	header, body := serve(t, Nowhere, "/")
	csp := header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "connect-src 'none'", "object-src 'none'", "base-uri 'none'",
		"form-action 'none'", "frame-ancestors 'none'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("the policy %q lacks %q", csp, want)
		}
	}
	for _, bad := range []string{"unsafe", "*", "http:", "https:", "blob:"} {
		if strings.Contains(csp, bad) {
			t.Errorf("the policy %q has %q", csp, bad)
		}
	}
	said := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(body)
	if said == nil || said[1]+"; frame-ancestors 'none'" != csp {
		t.Errorf("the page says %q, its header %q", said, csp)
	}
}

func TestNonceServesOnce(t *testing.T) {
	nonceOf := func() string {
		header, body := serve(t, Nowhere, "/index.html")
		found := regexp.MustCompile(`'nonce-([A-Z2-7]{20,})'`).FindStringSubmatch(header.Get("Content-Security-Policy"))
		if found == nil || !strings.Contains(body, `nonce="`+found[1]+`"`) || strings.Contains(body, Mark) {
			t.Fatalf("the nonce of the header is not the page's: %v %s", header, body)
		}
		return found[1]
	}
	if one, two := nonceOf(), nonceOf(); one == two {
		t.Error("two loads share a nonce")
	}
}

func TestThePageComesWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index.html")
	if err := os.WriteFile(path, []byte(built), 0o600); err != nil {
		t.Fatal(err)
	}
	handler := Guard(Nowhere)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, path) }))
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("If-Modified-Since", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
	r.Header.Set("Range", "bytes=0-10")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK || !strings.HasSuffix(w.Body.String(), "</html>") || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
}

func TestWhatThePageLoadsStaysAsItIs(t *testing.T) {
	header, body := serve(t, Nowhere, "/assets/index.js")
	if body != built || header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the script came as %q with %v", body, header)
	}
}

func TestReachOpensConnectionsAlone(t *testing.T) {
	header, _ := serve(t, Itself, "http://localhost:9/")
	csp := header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "connect-src 'self' ws://localhost:9;") || strings.Count(csp, "localhost") != 1 {
		t.Errorf("the policy is %q", csp)
	}
}

func TestPageBearsTheMark(t *testing.T) {
	html, err := os.ReadFile("../../frontend/index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(html), `<meta property="csp-nonce" nonce="`+Mark+`"`) || !strings.Contains(string(html), "<head>") {
		t.Error("frontend/index.html does not bear the mark of the nonce")
	}
}
