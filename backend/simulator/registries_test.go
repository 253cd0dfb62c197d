package simulator

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func mustRegistries(t *testing.T) (*Registries, *clock) {
	t.Helper()
	k := newClock()
	r := NewRegistries(RegistriesOptions{Now: k.Now})
	r.Add(Company{SIREN: "732829320", Name: "JARDINS DE L'ODET", Head: CompanyPlace{SIRET: "73282932000074"}}, Company{SIREN: "552032534", Name: "CACHEE", Hidden: true})
	r.AllowINPI("user", "password")
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r, k
}

// ask sends one request, with a header "Name: value" when there is one.
func ask(t *testing.T, method, address, body, header string) (status int, text string, h http.Header) {
	t.Helper()
	req, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("User-Agent", "test")
	if name, value, ok := strings.Cut(header, ": "); ok {
		req.Header.Set(name, value)
	}
	res, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		return 0, "", nil
	}
	defer func() { _ = res.Body.Close() }()
	all, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(all), res.Header
}

func TestRechercheIsStrict(t *testing.T) {
	r, k := mustRegistries(t)
	for query, want := range map[string]string{
		"q=jardins&page=1&per_page=25": `200 "total_results":1`,
		"q=73282932000074":             `200 "total_results":1`,
		"q=cachee":                     `200 "total_results":0`,
		"q=ja":                         `400 {"erreur":"3 caract`,
		"":                             `400 {"erreur"`,
		"q=jardins&per_page=26":        `400 {"erreur"`,
		"q=jardins&page=0":             `400 {"erreur"`,
		"q=jardins&limit=3":            `400 {"erreur"`,
		"q=jardins&q=odet":             `400 {"erreur"`,
	} {
		k.Advance(time.Second)
		status, body, _ := ask(t, http.MethodGet, r.RechercheURL()+"/search?"+query, "", "")
		code, says, _ := strings.Cut(want, " ")
		if fmt.Sprint(status) != code || !strings.Contains(body, says) {
			t.Errorf("%s: %d %s", query, status, body)
		}
	}
	k.Advance(time.Second)
	if status, _, _ := ask(t, http.MethodGet, r.RechercheURL()+"/search?q=jardins", "", "User-Agent: Go-http-client/1.1"); status != http.StatusBadRequest {
		t.Errorf("no User-Agent of its own: %d", status)
	}
}

func TestRechercheLimits(t *testing.T) {
	r, k := mustRegistries(t)
	get := func() (int, http.Header) {
		status, _, h := ask(t, http.MethodGet, r.RechercheURL()+"/search?q=jardins", "", "")
		return status, h
	}
	for range 7 {
		if status, _ := get(); status != http.StatusOK {
			t.Fatal(status)
		}
	}
	if status, h := get(); status != http.StatusTooManyRequests || h.Get("Retry-After") != "1" {
		t.Error(status, h)
	}
	k.Advance(time.Second)
	if status, _ := get(); status != http.StatusOK {
		t.Error(status)
	}
}

func TestINPIIsStrict(t *testing.T) {
	r, k := mustRegistries(t)
	login := func(body, header string) (int, string) {
		status, text, _ := ask(t, http.MethodPost, r.INPIURL()+"/api/sso/login", body, header)
		return status, text
	}
	for body, want := range map[string]int{`{"username":"user","password":"wrong"}`: 401, `{"username":"","password":""}`: 401, `not json`: 400} {
		if status, _ := login(body, "Content-Type: application/json"); status != want {
			t.Errorf("%s: %d", body, status)
		}
	}
	right := `{"username":"user","password":"password"}`
	if status, _ := login(right, ""); status != http.StatusBadRequest {
		t.Errorf("without a content type: %d", status)
	}
	_, text := login(right, "Content-Type: application/json")
	token := strings.Split(text, `"`)[3]
	company := func(number, token string) int {
		status, _, _ := ask(t, http.MethodGet, r.INPIURL()+"/api/companies/"+number, "", "Authorization: Bearer "+token)
		return status
	}
	for _, c := range []struct {
		number, token string
		want          int
	}{{"732829320", token, 200}, {"732829320", "x", 401}, {"552032534", token, 404}, {"111111111", token, 404}, {"search", token, 404}} {
		if got := company(c.number, c.token); got != c.want {
			t.Errorf("%s: %d, want %d", c.number, got, c.want)
		}
	}
	k.Advance(time.Hour)
	if got := company("732829320", token); got != http.StatusUnauthorized {
		t.Errorf("an hour later: %d", got)
	}
}

func TestRegistriesFaultsAndClose(t *testing.T) {
	r, _ := mustRegistries(t)
	reached := make(chan struct{})
	r.Fail(RegistryFault{Path: "/recherche", Status: 503, RetryAfterSeconds: 3}, RegistryFault{Path: "/recherche"}, RegistryFault{Hold: make(chan struct{}), Reached: func() { close(reached) }})
	address := r.RechercheURL() + "/search?q=jardins"
	if status, _, h := ask(t, http.MethodGet, address, "", ""); status != 503 || h.Get("Retry-After") != "3" {
		t.Error(status, h)
	}
	if status, _, _ := ask(t, http.MethodGet, address, "", ""); status != 0 {
		t.Error(status)
	}
	held := make(chan int)
	go func() {
		status, _, _ := ask(t, http.MethodGet, address, "", "")
		held <- status
	}()
	<-reached
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if status := <-held; status != 0 || r.RechercheURL() != "" || r.Close() != nil {
		t.Error(status, r.RechercheURL())
	}
	if err := r.StartAt("0.0.0.0:0"); err == nil {
		t.Error("it listens to other machines")
	}
}
