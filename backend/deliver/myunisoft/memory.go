package myunisoft

import (
	"encoding/json"
	"time"

	"sobank/backend/deliver"
)

// memory is what is kept between two processes, in the keychain. It is worth nothing for other
// credentials than those it was given for.
type memory struct {
	For     string    `json:"for"`
	Token   string    `json:"token,omitempty"`
	Until   time.Time `json:"until,omitzero"`
	Refused string    `json:"refused,omitempty"` // the code
	Message string    `json:"message,omitempty"`
	Hint    string    `json:"hint,omitempty"`
}

// keep writes what is held; the caller holds its lock.
func (s session) keep() {
	if s.door.kept == nil {
		return
	}
	h, m := s.door.held, memory{For: s.door.id}
	switch {
	case h.refused != nil:
		r := h.refused.receipt
		m.Refused, m.Message, m.Hint = r.Code, r.Message, r.Hint
	case h.token != "":
		m.Token, m.Until = h.token, h.until
	default:
		s.door.kept.Keep("")
		return
	}
	if text, err := json.Marshal(m); err == nil {
		s.door.kept.Keep(string(text))
	}
}

// recall reads what this process, or another one, kept; the caller holds the lock. A token
// that never ends, by a clock that was wrong, is not believed.
func (s session) recall() {
	if s.door.kept == nil {
		return
	}
	var m memory
	if json.Unmarshal([]byte(s.door.kept.Load()), &m) != nil || m.For != s.door.id {
		return
	}
	h, now := s.door.held, s.now()
	switch {
	case m.Token != "" && now.Before(m.Until) && !m.Until.After(now.Add(tokenLife)):
		h.hold(m.Token, m.Until)
	case m.Refused != "" && h.refused == nil:
		h.refused = trouble(deliver.Refused, m.Refused, m.Message, m.Hint)
	}
}
