package simulator

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The routes of the simulated Inqom, for Fault.Route; the last one's number is a firm's.
const (
	InqomSignIn  = "/identity/connect/token"
	InqomAccess  = "/provisioning/users/internal-access"
	InqomFolders = "/provisioning/companies/{id}/accounting-folders"
)

var companyFolders = regexp.MustCompile(`^/provisioning/companies/(\d+)/accounting-folders$`)

// inqomRoute is the name of a request's route, "" for none.
func inqomRoute(r *http.Request) string {
	switch path := r.URL.Path; {
	case r.Method == http.MethodPost && path == InqomSignIn, r.Method == http.MethodGet && path == InqomAccess:
		return path
	case r.Method == http.MethodGet && companyFolders.MatchString(path):
		return InqomFolders
	}
	return ""
}

// answer does what a request asks for.
func (q *Inqom) answer(r *http.Request, form url.Values) answer {
	q.mu.Lock()
	defer q.mu.Unlock()
	route := inqomRoute(r)
	switch route {
	case "":
		return inqomError(http.StatusNotFound, "Not Found")
	case InqomSignIn:
		return q.signIn(r, form)
	}
	text, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	t := q.tokens[text]
	if !bearer || t == nil || !q.options.Now().Before(t.until) {
		return inqomError(http.StatusUnauthorized, "Authorization has been denied for this request.")
	}
	if !q.admit(t.user) {
		return q.tooMany()
	}
	if route == InqomAccess {
		return inqomAnswer(q.access(t.user))
	}
	id, err := strconv.ParseInt(companyFolders.FindStringSubmatch(r.URL.Path)[1], 10, 64)
	if err != nil || !q.reaches(t.user, id) {
		return inqomError(http.StatusForbidden, "Forbidden")
	}
	return inqomAnswer(q.foldersOf(id))
}

// signIn answers a grant by password (RFC 6749, 4.3). Reading: the client is looked at
// before the user, and the scope is one that public clients ask for.
func (q *Inqom) signIn(r *http.Request, form url.Values) answer {
	fits := func(u InqomUser) bool {
		return u.ClientID == form.Get("client_id") && u.ClientSecret == form.Get("client_secret")
	}
	name := form.Get("username")
	at := slices.IndexFunc(q.users, func(u InqomUser) bool { return fits(u) && u.Username == name })
	locked := q.options.LockAfter > 0 && q.refused[name] >= q.options.LockAfter
	switch {
	case !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded"):
		return signInError(http.StatusBadRequest, "invalid_request", "")
	case form.Get("grant_type") != "password":
		return signInError(http.StatusBadRequest, "unsupported_grant_type", "")
	case form.Get("scope") != "openid apidata":
		return signInError(http.StatusBadRequest, "invalid_scope", "")
	case !slices.ContainsFunc(q.users, fits):
		return signInError(http.StatusBadRequest, "invalid_client", "")
	case at < 0 || q.users[at].Password != form.Get("password") || locked:
		q.refused[name]++
		return signInError(http.StatusBadRequest, "invalid_grant", "invalid_username_or_password")
	}
	q.refused[name] = 0
	q.issued++
	text := fmt.Sprintf("simulated-inqom-token-%06d", q.issued)
	q.tokens[text] = &inqomToken{q.users[at], q.options.Now().Add(q.options.TokenLife)}
	return inqomAnswer(map[string]any{"access_token": text, "expires_in": int(q.options.TokenLife.Seconds()), "token_type": "Bearer", "scope": "openid apidata"})
}

// admit counts a request of a client and user in the last second. A refused one does not
// count.
func (q *Inqom) admit(u InqomUser) bool {
	key, now := u.ClientID+" "+u.Username, q.options.Now()
	q.asked[key] = slices.DeleteFunc(q.asked[key], func(at time.Time) bool { return now.Sub(at) >= time.Second })
	if q.options.PerSecond >= 0 && len(q.asked[key]) >= q.options.PerSecond {
		return false
	}
	q.asked[key] = append(q.asked[key], now)
	return true
}

func (q *Inqom) tooMany() answer {
	a := inqomError(http.StatusTooManyRequests, "Too Many Requests")
	a.retryAfterSeconds = q.options.RetryAfterSeconds
	return a
}

func (f InqomFirm) opens(u InqomUser) bool { return f.User == "" || f.User == u.Username }

func (q *Inqom) reaches(u InqomUser, id int64) bool {
	return slices.ContainsFunc(q.firms, func(f InqomFirm) bool { return f.ID == id && f.opens(u) })
}

// access lists what a user reaches. Reading: a « Pme » has a number of its own beside the
// one of its company.
func (q *Inqom) access(u InqomUser) []map[string]any {
	list := []map[string]any{}
	for _, f := range q.firms {
		if !f.opens(u) {
			continue
		}
		one := map[string]any{"Id": f.ID, "Name": f.Name, "ExternalId": "", "AccessType": cmp.Or(f.Type, "Company")}
		if f.Type == "Pme" {
			one["Id"], one["CompanyId"] = f.ID+1_000_000, f.ID
		}
		list = append(list, one)
	}
	return list
}

func (q *Inqom) foldersOf(firm int64) []map[string]any {
	list := []map[string]any{}
	for _, f := range q.folders {
		if f.FirmID != firm {
			continue
		}
		one := map[string]any{"Id": f.ID, "Siren": orNull(f.Siren), "Nic": orNull(f.Nic), "Name": f.Name, "ExternalId": f.ExternalID,
			"Status": cmp.Or(f.Status, "Active"), "CompanyId": f.FirmID}
		if f.NumbersInsteadOfStrings {
			one["Siren"], _ = strconv.Atoi(f.Siren)
			one["Nic"], _ = strconv.Atoi(f.Nic)
		}
		list = append(list, one)
	}
	return list
}

func inqomAnswer(value any) answer {
	return answer{status: http.StatusOK, contentType: jsonType, body: encode(value)}
}

// inqomError is an error of the API. Reading: its shape.
func inqomError(status int, message string) answer {
	return answer{status: status, code: http.StatusText(status), contentType: jsonType, body: encode(map[string]any{"Message": message})}
}

// signInError is one of the sign-in.
func signInError(status int, code, words string) answer {
	value := map[string]any{"error": code}
	if words != "" {
		value["error_description"] = words
	}
	return answer{status: status, code: code, contentType: jsonType, body: encode(value)}
}
