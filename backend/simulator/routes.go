package simulator

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

const (
	societyHeader = "society-id"
	deliveryPath  = "/releve_bancaire"
	ribPath       = "/rib"
)

// route is one of the simulated few.
type route struct {
	method, path string
	society      bool // takes a society-id
	serve        func(*exchange) (any, *refusal)
}

// signInPath is the one route below another base, and the one that wants no token.
const signInPath = "/authenticate/firm"

func routes() []route {
	return []route{
		{http.MethodPost, deliveryPath, true, (*exchange).deliver},
		{http.MethodGet, "/key/info", false, (*exchange).keyInfo},
		{http.MethodGet, "/society", false, (*exchange).findSocieties},
		{http.MethodGet, "/society/search", false, (*exchange).findReference},
		{http.MethodGet, ribPath, true, (*exchange).listRIBs},
		{http.MethodPost, ribPath, true, (*exchange).openRIB},
		{http.MethodGet, "/diary", true, (*exchange).listDiaries},
		{http.MethodPost, signInPath, false, (*exchange).signIn},
	}
}

func routeOf(r *http.Request) *route {
	for _, one := range routes() {
		if r.Method == one.method && r.URL.Path == one.address() {
			return &one
		}
	}
	return nil
}

// address is the route's whole path.
func (t *route) address() string {
	if t.path == signInPath {
		return signInBase + t.path
	}
	return base + t.path
}

// open reports whether anybody may ask.
func (t *route) open() bool { return t.path == signInPath }

// likes reports whether a request has the headers of the route, the secrets apart.
func (t *route) likes(h http.Header) bool {
	if t.society {
		if _, ok := societyID(h); !ok {
			return false
		}
	}
	if t.method == http.MethodPost && t.path != deliveryPath {
		return isJSON(h)
	}
	return t.path != deliveryPath || isOctetStream(h)
}

// societyID is the header's number. "" and "undefined" are documented to answer GBL10.
// Reading: so does all that is no positive number, and a header sent twice.
func societyID(h http.Header) (id int64, ok bool) {
	values := h.Values(societyHeader)
	if len(values) != 1 {
		return 0, false
	}
	id, err := strconv.ParseInt(values[0], 10, 64)
	return id, err == nil && id > 0 && strconv.FormatInt(id, 10) == values[0]
}

func isOctetStream(h http.Header) bool {
	media, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && media == "application/octet-stream" && h.Get("Content-Encoding") == ""
}

func isJSON(h http.Header) bool {
	media, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && media == "application/json"
}

// society is the one that the society-id header names.
func (x *exchange) society() (Society, *refusal) {
	id, ok := societyID(x.r.Header)
	if !ok {
		return Society{}, refuse("GBL10", societyHeader)
	}
	for _, s := range x.societies() {
		if s.ID == id {
			return s, nil
		}
	}
	return Society{}, refuse("ERR-FOLDER-NOT-FOUND", strconv.FormatInt(id, 10))
}

// societies are those that the token reaches.
func (x *exchange) societies() []Society {
	x.m.mu.Lock()
	defer x.m.mu.Unlock()
	return x.m.reached(&x.access)
}

// keyInfo answers docs/endpoints/keyinfo.md: the routes that are open and, in the extended
// mode, the token, which it activates.
func (x *exchange) keyInfo() (any, *refusal) {
	switch x.r.URL.Query().Get("mode") {
	case "":
		return x.openRoutes(), nil
	case "extended":
	default:
		return nil, refuse("GBL10", "mode")
	}
	x.m.Activate(x.access.token)
	target := map[string]any{"type": "firm", "schemaId": 80, "thirdPartyId": 101, "societyId": nil}
	if x.access.society != 0 {
		target["type"], target["societyId"] = "api", x.access.society
	}
	return map[string]any{
		"target": target, "version": map[string]any{"current": 1, "latest": 1, "beta": false},
		"canBeActivated": true, "isActivated": true, "routes": x.openRoutes(),
	}, nil
}

func (x *exchange) openRoutes() []map[string]string {
	var open []map[string]string
	for _, one := range routes() {
		if one.open() || one.path == deliveryPath && (x.access.forbidden || x.access.society != 0) || x.access.closed[one.path] {
			continue
		}
		open = append(open, map[string]string{"path": base + one.path, "method": strings.ToLower(one.method)})
	}
	return open
}
