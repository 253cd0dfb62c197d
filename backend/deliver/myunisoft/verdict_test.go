package myunisoft

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"sobank/backend/deliver"
)

func TestAnswersToADelivery(t *testing.T) {
	rows := func(n int) *int { return &n }
	const html = "<html><body><h1>502 Bad Gateway</h1></body></html>"
	cases := []struct {
		name   string
		answer http.HandlerFunc
		want   deliver.Receipt
	}{
		{"all rows", says(200, `{"rows_number":2}`), deliver.Receipt{State: deliver.Integrated, Integrated: rows(2)}},
		{"201 is a success too", says(201, `{"rows_number":2}`), deliver.Receipt{State: deliver.Integrated, Integrated: rows(2)}},
		{"fewer rows", says(200, `{"rows_number":1}`), deliver.Receipt{State: deliver.Integrated, Integrated: rows(1)}},
		{"rows as text", says(200, `{"rows_number":"2"}`), deliver.Receipt{State: deliver.Integrated, Integrated: rows(2)}},
		{"no row: all were known", says(200, `{"rows_number":0}`), deliver.Receipt{State: deliver.AlreadyIntegrated, Integrated: rows(0)}},
		{"no row, as text", says(200, `{"rows_number":"0"}`), deliver.Receipt{State: deliver.AlreadyIntegrated, Integrated: rows(0)}},

		{"a success without its number", says(200, `{}`), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-ILLISIBLE"}},
		{"a null number", says(200, `{"rows_number":null}`), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-ILLISIBLE"}},
		{"a negative number", says(200, `{"rows_number":-1}`), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-ILLISIBLE"}},
		{"a half number", says(200, `{"rows_number":1.5}`), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-ILLISIBLE"}},
		{"a number that is an object", says(200, `{"rows_number":{"n":1}}`), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-ILLISIBLE"}},
		{"a page as a success", says(200, html), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-ILLISIBLE"}},
		{"a success cut in the middle of its JSON", says(200, `{"rows_num`), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-ILLISIBLE"}},
		{"an error as a success", says(200, problemJSON("IMPORT18", "mal formaté")), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-ILLISIBLE"}},
		{"204", says(204, ""), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-ILLISIBLE"}},
		{"a success without end", says(200, `{"rows_number":2,"x":"`+strings.Repeat("x", largest)+`"}`), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-TROP-LONGUE"}},

		{"nothing found, or already there", says(400, problemJSON("IMPORT15", "Aucun flux")), deliver.Receipt{State: deliver.ToCheck, Code: "IMPORT15", Doubt: deliver.Answered}},
		{"a malformed file", says(400, problemJSON("IMPORT18", "mal formaté")), deliver.Receipt{State: deliver.Refused, Inside: true, Code: "IMPORT18"}},
		{"an IBAN of another company", says(403, problemJSON("RIB16", "déjà active")), deliver.Receipt{State: deliver.Refused, Code: "RIB16"}},
		{"the code is trusted, not the status", says(500, problemJSON("RB2", "Erreur dans le format")), deliver.Receipt{State: deliver.Refused, Inside: true, Code: "RB2"}},
		{"the code is trusted, not the message", says(400, problemJSON("RB2", "Too many requests")), deliver.Receipt{State: deliver.Refused, Inside: true, Code: "RB2"}},
		{"an unknown society", says(404, problemJSON("ERR-FOLDER-NOT-FOUND", "x")), deliver.Receipt{State: deliver.Refused, Code: "ERR-FOLDER-NOT-FOUND"}},
		{"a revoked token", says(401, problemJSON("ERR-API-TOKEN-NOT-FOUND", "x")), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ERR-API-TOKEN-NOT-FOUND"}},
		{"a route that is not allowed", says(403, problemJSON("ERR-FORBIDDEN-ROUTE", "x")), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ERR-FORBIDDEN-ROUTE"}},
		{"details that are empty", says(400, `{"error":{"code":"RIB13","message":"Aucun RIB","details":""}}`), deliver.Receipt{State: deliver.Refused, Code: "RIB13"}},
		{"an error without its envelope", says(400, `{"code":"RIB13","message":"Aucun RIB"}`), deliver.Receipt{State: deliver.Refused, Code: "RIB13"}},
		{"a code that nobody knows", says(400, problemJSON("NEW42", "Du nouveau")), deliver.Receipt{State: deliver.Refused, Code: "NEW42"}},
		{"an unknown code of 401", says(401, problemJSON("ERR-NEW", "x")), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ERR-NEW"}},

		{"too many requests", says(429, problemJSON("ERR-TOO-MANY-REQUEST", "x")), deliver.Receipt{State: deliver.ToRetry, Code: "ERR-TOO-MANY-REQUEST"}},
		{"too many at once", says(429, problemJSON("ERR-TOO-MANY-CONCURRENT-REQUEST", "x")), deliver.Receipt{State: deliver.ToRetry, Code: "ERR-TOO-MANY-CONCURRENT-REQUEST"}},
		{"too many of something new", says(400, problemJSON("ERR-TOO-MANY-IMPORTS", "x")), deliver.Receipt{State: deliver.ToRetry, Code: "ERR-TOO-MANY-IMPORTS"}},
		{"429 with an unknown code", says(429, problemJSON("SLOW", "x")), deliver.Receipt{State: deliver.ToRetry, Code: "SLOW"}},
		{"429 of a gateway", says(429, html), deliver.Receipt{State: deliver.ToRetry, Code: "HTTP-429"}},
		{"maintenance", says(503, problemJSON("ERR-API-UNDER-MAINTENANCE", "x")), deliver.Receipt{State: deliver.ToRetry, Code: "ERR-API-UNDER-MAINTENANCE"}},
		{"an error of theirs, said by them", says(500, problemJSON("ERR-INTERNAL", "x")), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Answered, Code: "ERR-INTERNAL"}},
		{"an unknown error of theirs, said by them", says(500, problemJSON("BOOM", "x")), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Answered, Code: "BOOM"}},

		{"500 of a gateway", says(500, ""), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "HTTP-500"}},
		{"502 of a gateway", says(502, html), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "HTTP-502"}},
		{"503 of a gateway", says(503, html), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "HTTP-503"}},
		{"504 of a gateway", says(504, html), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "HTTP-504"}},
		{"504 of a gateway that speaks JSON", says(504, `{"code":"TIMEOUT","message":"upstream"}`), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "HTTP-504"}},
		{"500 with an error that is text", says(500, `{"statusCode":500,"error":"Internal Server Error"}`), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "HTTP-500"}},
		{"408", says(408, html), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "HTTP-408"}},
		{"another address", says(404, html), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "HTTP-404"}},
		{"a firewall", says(403, html), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "HTTP-403"}},
		{"too large for a gateway", says(413, html), deliver.Receipt{State: deliver.Refused, Inside: true, Code: "HTTP-413"}},
		{"400 cut in the middle of its JSON", says(400, `{"error":{"code":"IMPO`), deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE"}},
		{"404 cut in the middle of its JSON", says(404, `{"error":{"co`), deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE"}},
		{"400 without a reason", says(400, html), deliver.Receipt{State: deliver.Refused, Code: "HTTP-400"}},
		{"a redirect", says(307, "", "Location: https://elsewhere.invalid/"), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "REDIRECTION"}},
		{"a redirect to nowhere", says(302, "", "Location: http://[::bad"), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "REDIRECTION"}},
		{"a redirect to the same host", says(301, "", "Location: /api/v2/releve_bancaire"), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "REDIRECTION"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPartner(t).on("/releve_bancaire", c.answer)
			sent := 0
			r := newClient().Deliver(t.Context(), p.access(), parcel(), func() error { sent++; return nil })
			wantReceipt(t, r, c.want)
			if (r.Integrated == nil) != (c.want.Integrated == nil) || r.Integrated != nil && *r.Integrated != *c.want.Integrated {
				t.Errorf("integrated %v, want %v", r.Integrated, c.want.Integrated)
			}
			if r.RequestID == "" && r.Code != "REPONSE-TROP-LONGUE" || sent != 1 || !r.NotBefore.IsZero() {
				t.Errorf("request %q, sent %d times, not before %v", r.RequestID, sent, r.NotBefore)
			}
			if len(p.requests("/releve_bancaire")) != 1 || len(p.requests("")) != 2 {
				t.Errorf("the partner was asked %d times", len(p.requests("")))
			}
		})
	}
}

func TestNothingNewAfterADoubt(t *testing.T) {
	p := newPartner(t).on("/releve_bancaire", says(400, problemJSON("IMPORT15", "Aucun flux")))
	again := parcel()
	again.Doubt = deliver.Unanswered
	r := newClient().Deliver(t.Context(), p.access(), again, nil)
	wantReceipt(t, r, deliver.Receipt{State: deliver.AlreadyIntegrated, Code: "IMPORT15"})
	if r.Integrated != nil || r.Hint != "" {
		t.Errorf("got %+v", r)
	}
}

func TestRefusalIsExplained(t *testing.T) {
	deliverTo := func(t *testing.T, answer http.HandlerFunc) deliver.Receipt {
		p := newPartner(t).on("/releve_bancaire", answer)
		return newClient().Deliver(t.Context(), p.access(), parcel(), nil)
	}
	t.Run("the request of the details comes before the header's", func(t *testing.T) {
		if r := deliverTo(t, says(400, problemJSON("RIB13", "Aucun RIB"))); r.RequestID != "req-of-details" || r.PartnerMessage != "Aucun RIB" {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("an unknown code is quoted", func(t *testing.T) {
		if r := deliverTo(t, says(400, problemJSON("NEW42", "Du nouveau"))); !strings.Contains(r.Message, "« Du nouveau »") {
			t.Errorf("got %q", r.Message)
		}
	})
	t.Run("the society to choose again is no trouble of the connector", func(t *testing.T) {
		if r := deliverTo(t, says(404, problemJSON("ERR-FOLDER-NOT-FOUND", "x"))); !strings.Contains(r.Hint, "« Détails »") || r.Trouble {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("fewer rows than sent are said", func(t *testing.T) {
		if r := deliverTo(t, says(200, `{"rows_number":1}`)); !strings.Contains(r.Message, "1 opération sur 2") {
			t.Errorf("got %q", r.Message)
		}
	})
	t.Run("a redirect is not followed: no credential travels", func(t *testing.T) {
		elsewhere := newPartner(t)
		r := deliverTo(t, says(307, "", "Location: "+elsewhere.URL+"/api/v1/releve_bancaire"))
		if len(elsewhere.requests("")) != 0 || !strings.Contains(r.Message, "identifiants") {
			t.Errorf("got %q, %d requests elsewhere", r.Message, len(elsewhere.requests("")))
		}
	})
}

func TestWhenToComeBack(t *testing.T) {
	c := newClock()
	in := func(seconds int) time.Time { return c.at.Add(time.Duration(seconds) * time.Second) }
	for _, one := range []struct {
		name   string
		answer http.HandlerFunc
		want   time.Time
	}{
		{"Retry-After in seconds", says(429, problemJSON("ERR-TOO-MANY-REQUEST", ""), "Retry-After: 30"), in(30)},
		{"Retry-After as a date", says(503, problemJSON("ERR-API-UNDER-MAINTENANCE", ""), "Retry-After: "+in(600).Format(http.TimeFormat)), in(600)},
		{"the end of the limit's period", says(429, problemJSON("ERR-TOO-MANY-REQUEST", ""), "X-Rate-Limit-Reset: 7"), in(7)},
		{"Retry-After comes first", says(429, problemJSON("ERR-TOO-MANY-REQUEST", ""), "X-Rate-Limit-Reset: 7", "Retry-After: 30"), in(30)},
		{"a gateway too", says(503, "<html>", "Retry-After: 120"), in(120)},
		{"nothing is asked", says(503, problemJSON("ERR-API-UNDER-MAINTENANCE", "")), time.Time{}},
		{"a refusal is not put off", says(400, problemJSON("RB2", ""), "Retry-After: 30"), time.Time{}},
	} {
		t.Run(one.name, func(t *testing.T) {
			p := newPartner(t).on("/releve_bancaire", one.answer)
			r := New(Options{Now: c.now, Wait: c.wait}).Deliver(t.Context(), p.access(), parcel(), nil)
			if !r.NotBefore.Equal(one.want) {
				t.Errorf("got %v, want %v", r.NotBefore, one.want)
			}
		})
	}
}
