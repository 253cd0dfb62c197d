package myunisoft

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"sobank/backend/deliver"
)

// pathSignIn is below the address of connection.
const pathSignIn = "/authenticate/firm"

// tokenLife is the documented life of a token (docs/authentication/cabinet.md); it is left
// some minutes before its end, since no request should meet it.
const (
	tokenLife  = 4 * time.Hour
	tokenEarly = 5 * time.Minute
)

const (
	hintConnector = "Ouvrez le connecteur dans « Paramètres cabinet » et saisissez ses identifiants."
	hintSignIn    = "Vérifiez « Adresse e-mail », « Mot de passe MyUnisoft » et « Entité » dans le connecteur, puis testez la connexion : le programme ne réessaie pas de lui-même, car MyUnisoft peut bloquer un compte après plusieurs refus."
	hintEntity    = "Testez la connexion du connecteur, puis choisissez l'entité ; dans MyUnisoft, Tenue > Liens dynamiques donne son numéro (« numéro du schéma »)."
)

// signedIn is what a sign-in gives.
type signedIn struct {
	token string
	until time.Time
	firm  string
}

// signedInAnswer is the documented answer. Several entities are answered the status
// « firm-selection »; that it lists them, and how, is not documented.
type signedInAnswer struct {
	Token     scalar `json:"api_token"`
	ExpiresIn scalar `json:"expiresIn"`
	Status    scalar `json:"status"`
	Firm      struct {
		Label scalar `json:"label"`
	} `json:"firm"`
}

// signIn asks for a token. The third party's secret is no part of it.
func (s session) signIn(ctx context.Context) (signedIn, error) {
	req, err := s.signInRequest()
	if err != nil {
		return signedIn{}, err
	}
	a, err := s.once(ctx, "sign-in "+s.door.id, req, nil)
	if err != nil {
		return signedIn{}, err
	}
	if !a.taken() {
		return signedIn{}, s.signInRefused(a)
	}
	var said signedInAnswer
	if !a.whole || json.Unmarshal(a.body, &said) != nil {
		return signedIn{}, s.unclear(a)
	}
	switch {
	case said.Token != "" && checkCredential(string(said.Token), "") == nil:
		return signedIn{string(said.Token), s.endOf(said, a), s.clean(string(said.Firm.Label), longestCode)}, nil
	case said.Status == "firm-selection":
		return signedIn{}, s.toSelect(a)
	}
	return signedIn{}, s.unclear(a)
}

func (s session) signInRequest() (*http.Request, error) {
	body := map[string]any{"mail": s.door.mail, "password": s.door.password}
	if n, err := strconv.ParseInt(s.door.entity, 10, 64); err == nil {
		body["firm"] = n // the number of an entity, or else its name
	} else if s.door.entity != "" {
		body["firm"] = s.door.entity
	}
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequest(http.MethodPost, s.door.auth+pathSignIn, bytes.NewReader(text))
	if err != nil {
		return nil, badAddress(authAddress, "n'est pas une adresse valable")
	}
	req.Header.Set("Content-Type", "application/json")
	return req, nil
}

// endOf is until when a token is used: four hours, or what the answer says when that is
// sooner. The page shows expiresIn as « 2021-04-12 11:54:46 », without a time zone: read as
// UTC it may be too late by two hours, and then the partner's refusal says so.
func (s session) endOf(said signedInAnswer, a answer) time.Time {
	now := s.now()
	end := now.Add(tokenLife)
	if at := instant(string(said.ExpiresIn), a.header, now); !at.IsZero() && at.Before(end) {
		end = at
	}
	if early := end.Add(-tokenEarly); early.After(now) {
		return early
	}
	return end
}

// signInRefused is any other answer than 2xx. What a refusal looks like is not documented: a
// JSON object with one of these statuses is taken for one.
func (s session) signInRefused(a answer) *setback {
	r := s.refusal(a, errand{thing: "la connexion du cabinet"})
	p, _ := parseProblem(a.body)
	switch a.status {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusLocked:
		if !isObject(a.body) || brokenJSON(a.body) || r.State == deliver.ToRetry {
			break
		}
		refused := trouble(deliver.Refused, codeSignIn, "MyUnisoft refuse la connexion du cabinet : l'adresse e-mail, le mot de passe ou l'entité ne sont pas ceux qu'il attend.", hintSignIn)
		refused.final, refused.status = true, a.status
		refused.receipt.PartnerMessage = s.clean(cmp.Or(p.message, p.code), longestWords)
		refused.receipt.RequestID = s.requestID(a, p)
		return refused
	}
	if r.State == deliver.Refused { // nothing of a statement was refused: an address that is another's, a proxy
		r.Trouble = true
	}
	return &setback{receipt: r, status: a.status}
}

// toSelect is the setback of an address that reaches several entities.
func (s session) toSelect(a answer) *setback {
	b := trouble(deliver.ToRetry, codeEntity, "L'adresse e-mail donne accès à plusieurs entités de MyUnisoft : il faut en choisir une.", hintEntity)
	b.status = a.status
	b.receipt.RequestID = s.requestID(a, problem{})
	b.entities = s.entities(a.body)
	return b
}

// entities reads any list of things that have an id and a name, since where it stands is not
// documented; nil when there is none.
func (s session) entities(body []byte) (answers []deliver.Answer) {
	var all map[string]json.RawMessage
	if json.Unmarshal(body, &all) != nil {
		return nil
	}
	for _, raw := range all {
		var list []struct {
			ID    scalar `json:"id"`
			Label scalar `json:"label"`
			Name  scalar `json:"name"`
		}
		if json.Unmarshal(raw, &list) != nil {
			continue
		}
		for _, one := range list {
			name := s.clean(string(cmp.Or(one.Label, one.Name)), longestCode)
			if isNumber(string(one.ID)) && name != "" {
				answers = append(answers, deliver.Answer{Value: string(one.ID), Label: name})
			}
		}
	}
	return answers
}

// final is the setback of credentials that are not to be tried again, nil for any other.
func final(err error) *setback {
	if b, ok := errors.AsType[*setback](err); ok && b.final {
		return b
	}
	return nil
}
