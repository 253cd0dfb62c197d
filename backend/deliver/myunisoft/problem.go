package myunisoft

import (
	"bytes"
	"encoding/json"
	"strings"
)

// problem is a documented error: {"error":{"code","message","details":{…}|""}}
// (docs/erreurs.md). Its code is to be trusted, its message not.
type problem struct {
	code, message, requestID string
	enveloped                bool // it came as documented
}

// scalar reads a JSON string or number as text, and anything else as nothing: the
// documentation shows identifiers and SIRET in several forms.
type scalar string

// UnmarshalJSON never fails: what is not a scalar is absent.
func (s *scalar) UnmarshalJSON(raw []byte) error {
	*s = ""
	var text string
	switch {
	case len(raw) == 0:
	case raw[0] == '"':
		if json.Unmarshal(raw, &text) == nil {
			*s = scalar(strings.TrimSpace(text))
		}
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		*s = scalar(raw)
	}
	return nil
}

// wire is an error as JSON. Routes that only pass another service's answer on may give it
// without its envelope (docs/erreurs.md warns of it): then code stands at the root.
type wire struct {
	Code    scalar          `json:"code"`
	Message scalar          `json:"message"`
	Details json.RawMessage `json:"details"`
	Error   json.RawMessage `json:"error"`
}

// parseProblem reads a documented error; ok is false for anything else, as a gateway's page.
func parseProblem(body []byte) (p problem, ok bool) {
	var w wire
	if json.Unmarshal(body, &w) != nil {
		return problem{}, false
	}
	enveloped := isObject(w.Error)
	if enveloped {
		var inner wire
		if json.Unmarshal(w.Error, &inner) != nil {
			return problem{}, false
		}
		w = inner
	}
	if w.Code == "" {
		return problem{}, false
	}
	return problem{code: string(w.Code), message: string(w.Message), requestID: detailID(w.Details), enveloped: enveloped}, true
}

// detailID is the request's identifier in details, which is an object or "".
func detailID(raw json.RawMessage) string {
	var details struct {
		RequestID     scalar `json:"requestId"`
		CorrelationID scalar `json:"correlationId"` // its former name
	}
	if !isObject(raw) || json.Unmarshal(raw, &details) != nil {
		return ""
	}
	if details.RequestID != "" {
		return string(details.RequestID)
	}
	return string(details.CorrelationID)
}

func isObject(raw json.RawMessage) bool { return bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) }

// requestID is what the partner's support asks for.
func (s session) requestID(a answer, p problem) string {
	for _, id := range []string{p.requestID, a.header.Get("request-id"), a.header.Get("X-Request-Id")} {
		if id != "" {
			return s.clean(id, longestCode)
		}
	}
	return ""
}
