package myunisoft

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"sobank/backend/deliver"
)

// The routes that are used, below the address of the API.
const (
	pathStatement = "/releve_bancaire"
	pathKey       = "/key/info"
	pathSociety   = "/society"
	pathSearch    = "/society/search"
)

// keyInfo is what the partner says of a token (docs/endpoints/keyinfo.md).
type keyInfo struct {
	Routes    []route `json:"routes"`
	requestID string
}

type route struct {
	Path   scalar `json:"path"`
	Method scalar `json:"method"`
}

// activate asks for a token's rights before its first delivery in this process: that call
// takes the token out of « En attente de connexion » (docs/authentication/partenaire.md).
// An answer that says nothing either way lets the delivery itself find out.
func (s session) activate(ctx context.Context) error {
	s.mu.Lock()
	known := s.known[s.key]
	s.mu.Unlock()
	if known {
		return nil
	}
	info, ok, err := s.keyInfo(ctx)
	if err != nil {
		return err
	}
	if !info.mayDeliver() {
		return &setback{receipt: info.refusal()}
	}
	s.remember(ok)
	return nil
}

// remember keeps that the credentials are good, or no longer.
func (s session) remember(good bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[s.key] = good
}

// keyInfo asks what the token may do; ok is false when the partner says nothing of it (the
// route is absent or not this token's, or its answer has another shape).
func (s session) keyInfo(ctx context.Context) (info keyInfo, ok bool, err error) {
	a, err := s.ask(ctx, pathKey, url.Values{"mode": {"extended"}})
	if a.taken() {
		info, ok = parseKeyInfo(a.body)
		info.requestID = s.requestID(a, problem{})
		return info, ok && a.whole, nil
	}
	if err != nil && saysNothing(a.status, receiptOf(err)) {
		return keyInfo{}, false, nil
	}
	return keyInfo{}, false, err
}

// saysNothing tells an answer about the route asked from one about the credentials.
func saysNothing(status int, r deliver.Receipt) bool {
	if status == 0 || r.State == deliver.ToRetry || r.Code == codeRedirect {
		return false
	}
	_, known := meaningOf(r.Code)
	return status == http.StatusNotFound && !known || r.Code == codeForbiddenRoute || !r.Trouble
}

// parseKeyInfo reads the extended answer, or the bare list of routes that the plain mode
// documents.
func parseKeyInfo(body []byte) (info keyInfo, ok bool) {
	if isObject(body) {
		var extended struct {
			keyInfo
			Target json.RawMessage `json:"target"`
		}
		err := json.Unmarshal(body, &extended)
		return extended.keyInfo, err == nil && (extended.Routes != nil || extended.Target != nil)
	}
	err := json.Unmarshal(body, &info.Routes)
	return info, err == nil
}

// mayDeliver reports whether the statement route is among the token's. A list that is
// empty says nothing.
func (k keyInfo) mayDeliver() bool {
	for _, r := range k.Routes {
		if strings.EqualFold(string(r.Method), http.MethodPost) && routeName(string(r.Path)) == strings.TrimPrefix(pathStatement, "/") {
			return true
		}
	}
	return len(k.Routes) == 0
}

// routeName is a route's path without what stands before and after it: "/api/v1/x/" is "x".
func routeName(path string) string {
	path = strings.Trim(strings.ToLower(path), "/")
	return strings.TrimPrefix(strings.TrimPrefix(path, "api/"), "v1/")
}

// refusal is the receipt of a token that may not deliver.
func (k keyInfo) refusal() deliver.Receipt {
	r := trouble(deliver.Refused, codeRoute, "Le jeton du cabinet ne permet pas d'importer des relevés dans MyUnisoft : rien n'a été envoyé.", hintRights).receipt
	r.RequestID = k.requestID
	return r
}
