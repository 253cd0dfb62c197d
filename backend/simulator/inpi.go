package simulator

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

const companiesPath = "/inpi/api/companies/"

// inpiLifetime is how long a token serves: « about an hour ».
const inpiLifetime = time.Hour

func isCompanyPath(path string) bool {
	number, ok := strings.CutPrefix(path, companiesPath)
	return ok && len(number) == 9 && strings.Trim(number, "0123456789") == ""
}

// login answers POST /api/sso/login.
func (r *Registries) login(w http.ResponseWriter, req *http.Request) {
	var form struct{ Username, Password string }
	body, _ := io.ReadAll(io.LimitReader(req.Body, maxHeaderBytes))
	switch {
	case req.Method != http.MethodPost:
		http.Error(w, "", http.StatusMethodNotAllowed)
	case req.Header.Get("Content-Type") != "application/json" || json.Unmarshal(body, &form) != nil:
		answerJSON(w, http.StatusBadRequest, map[string]any{"message": "Bad Request"})
	default:
		r.open(w, form.Username, form.Password)
	}
}

func (r *Registries) open(w http.ResponseWriter, user, password string) {
	r.mu.Lock()
	right, known := r.accounts[user]
	if !known || right != password {
		r.mu.Unlock()
		answerJSON(w, http.StatusUnauthorized, map[string]any{"message": "Invalid credentials for " + user + " / " + password})
		return
	}
	token := fmt.Sprintf("simulated.%d", len(r.requests))
	r.tokens[token] = r.now().Add(inpiLifetime)
	r.mu.Unlock()
	answerJSON(w, http.StatusOK, map[string]any{"token": token, "user": map[string]any{"email": user}})
}

// company answers GET /api/companies/{siren}.
func (r *Registries) company(w http.ResponseWriter, req *http.Request) {
	token, bearer := strings.CutPrefix(req.Header.Get("Authorization"), "Bearer ")
	number := strings.TrimPrefix(req.URL.Path, companiesPath)
	r.mu.Lock()
	serves := bearer && r.now().Before(r.tokens[token])
	var found *Company
	for i := range r.companies {
		if c := r.companies[i]; c.SIREN == number && !c.Hidden {
			found = &c
		}
	}
	r.mu.Unlock()
	switch {
	case req.Method != http.MethodGet:
		http.Error(w, "", http.StatusMethodNotAllowed)
	case !serves:
		answerJSON(w, http.StatusUnauthorized, map[string]any{"message": "Invalid token"})
	case found == nil:
		answerJSON(w, http.StatusNotFound, map[string]any{"message": "Not Found"})
	default:
		answerJSON(w, http.StatusOK, found.inpi())
	}
}

// inpi is a company as formality.content. An « entrepreneur individuel » (1000) is a
// personnePhysique.
func (c Company) inpi() map[string]any {
	kind, powers := "personneMorale", []map[string]any{}
	if c.LegalForm == "1000" {
		kind = "personnePhysique"
	}
	for _, d := range c.Directors {
		if d.Company != "" {
			powers = append(powers, map[string]any{"roleEntreprise": d.Role, "typeDePersonne": "ENTREPRISE", "entreprise": map[string]any{"denomination": d.Company}})
			continue
		}
		powers = append(powers, map[string]any{"roleEntreprise": d.Role, "typeDePersonne": "INDIVIDU",
			"individu": map[string]any{"descriptionPersonne": map[string]any{"nom": d.Surname, "prenoms": strings.Fields(d.Given)}}})
	}
	h := c.Head
	return map[string]any{"siren": c.SIREN, "formality": map[string]any{"content": map[string]any{kind: map[string]any{
		"identite": map[string]any{"entreprise": map[string]any{"denomination": c.Name, "formeJuridique": c.LegalForm, "indicateurAssocieUnique": c.Sole}},
		"adresseEntreprise": map[string]any{"adresse": map[string]any{"numVoie": h.Number, "typeVoie": h.Kind, "voie": h.Street,
			"codePostal": h.Postcode, "commune": h.City}},
		"etablissementPrincipal": map[string]any{"descriptionEtablissement": map[string]any{"siret": h.SIRET}},
		"composition":            map[string]any{"pouvoirs": powers},
	}}}}
}
