package inqom

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sobank/backend/deliver"
)

// pathToken is the sign-in, below its address.
const pathToken = "/identity/connect/token"

// unsaid is how long the partner is left alone when it limits without saying for how long.
const unsaid = 30 * time.Second

// signIn asks for a token, once: neither a limit nor a failure is tried again by itself, as
// each try may count against the user's account. The caller holds the lock of signing.
func (s session) signIn(ctx context.Context) (token, error) {
	form := url.Values{"grant_type": {"password"}, "client_id": {s.clientID}, "client_secret": {s.secret},
		"username": {s.username}, "password": {s.password}, "scope": {"openid apidata"}}
	req, err := http.NewRequest(http.MethodPost, s.auth+pathToken, strings.NewReader(form.Encode()))
	if err != nil {
		return token{}, badAddress("« Adresse de connexion » n'est pas une adresse valable", "Adresse de connexion")
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if err := s.pace.turn(ctx, s.lane); err != nil {
		return token{}, err
	}
	a, err := s.exchange(ctx, req, largestToken, "Adresse de connexion")
	if err != nil {
		return token{}, err
	}
	t, ok := parseToken(a.body, s.now())
	switch {
	case a.status == http.StatusTooManyRequests:
		s.closed = latest(notBefore(a.header, s.now()), s.now().Add(unsaid))
		return token{}, limited(s.closed)
	case a.status/100 != 2:
		return token{}, s.signInRefused(a)
	case !a.whole || !ok:
		return token{}, s.unclear(a, "Adresse de connexion")
	}
	return t, nil
}

// refusal is the documented error of a sign-in (RFC 6749, 5.2).
type refusal struct {
	Code  scalar `json:"error"`
	Words scalar `json:"error_description"`
}

// signInRefused is what another answer than a token means. Whatever says that the
// credentials themselves may have been looked at is remembered.
func (s session) signInRefused(a answer) error {
	var said refusal
	known := json.Unmarshal(a.body, &said) == nil && said.Code != ""
	if !known || a.status/100 != 4 {
		b := s.gateway(a, "Adresse de connexion")
		if a.status == http.StatusBadRequest || a.status == http.StatusUnauthorized || a.status == http.StatusForbidden {
			s.refused, s.token = b, token{}
		}
		return b
	}
	b := trouble(deliver.Refused, s.clean(string(said.Code), longestCode), "", hintEnter)
	b.status = a.status
	b.receipt.PartnerMessage, b.receipt.RequestID = s.clean(string(said.Words), longestWords), s.requestID(a)
	b.receipt.Message, b.receipt.Hint = meaning(string(said.Code))
	s.refused, s.token = b, token{}
	return b
}

// meaning says an error of RFC 6749 to people. Which of them Inqom answers is not
// documented.
func meaning(code string) (message, hint string) {
	switch code {
	case "invalid_grant":
		return "Inqom refuse l'utilisateur ou son mot de passe.",
			"Connectez-vous à Inqom avec cet utilisateur pour vérifier son mot de passe, saisissez-le dans le connecteur, puis testez. Le programme n'essaie pas de nouveau tout seul, pour ne pas bloquer le compte."
	case "invalid_client":
		return "Inqom refuse l'identifiant ou le secret d'API.", "Vérifiez dans le connecteur l'identifiant et le secret d'API qu'Inqom vous a remis, puis testez."
	case "unauthorized_client", "unsupported_grant_type", "invalid_scope":
		return "Inqom n'ouvre pas à cet identifiant d'API la connexion que le programme utilise.",
			"Demandez à Inqom d'ouvrir à cet identifiant d'API la connexion par mot de passe (grant_type password, scope openid apidata), puis testez."
	}
	return "Inqom a refusé la connexion.", "Vérifiez les identifiants dans le connecteur, puis testez ; si le refus dure, contactez Inqom avec ce code."
}
