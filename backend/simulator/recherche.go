package simulator

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// recherche answers GET /search (recherche-entreprises.api.gouv.fr/docs).
func (r *Registries) recherche(w http.ResponseWriter, req *http.Request) {
	refuse := func(words string) { answerJSON(w, http.StatusBadRequest, map[string]string{"erreur": words}) }
	if req.Method != http.MethodGet {
		http.Error(w, "", http.StatusMethodNotAllowed)
		return
	}
	if !r.admits() {
		w.Header().Set("Retry-After", "1")
		answerJSON(w, http.StatusTooManyRequests, map[string]string{"erreur": "Trop de requêtes"})
		return
	}
	// Reading: an explicit User-Agent is asked for; a library's own is none.
	if agent := req.UserAgent(); agent == "" || strings.HasPrefix(agent, "Go-http-client") {
		refuse("Veuillez préciser un User-Agent.")
		return
	}
	q, page, perPage, words := searched(req.URL.Query())
	if words != "" {
		refuse(words)
		return
	}
	found := r.find(q)
	from := min((page-1)*perPage, len(found))
	results := []map[string]any{}
	for _, c := range found[from:min(from+perPage, len(found))] {
		results = append(results, c.recherche(q))
	}
	answerJSON(w, http.StatusOK, map[string]any{"results": results, "total_results": len(found),
		"page": page, "per_page": perPage, "total_pages": (len(found) + perPage - 1) / perPage})
}

// admits counts a request against the limit of the second.
func (r *Registries) admits() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	now, recent := r.now(), r.asked[:0]
	for _, at := range r.asked {
		if now.Sub(at) < time.Second {
			recent = append(recent, at)
		}
	}
	r.asked = recent
	if r.perSecond > 0 && len(recent) >= r.perSecond {
		return false
	}
	r.asked = append(recent, now)
	return true
}

// searched reads the parameters; words say what is wrong with them.
func searched(query url.Values) (q string, page, perPage int, words string) {
	page, perPage = 1, 10
	for name, values := range query {
		n, err := strconv.Atoi(values[0])
		switch {
		case len(values) > 1:
			return "", 0, 0, "Paramètre répété : " + name
		case name == "q":
			q = values[0]
		case name == "page" && err == nil && n >= 1:
			page = n
		case name == "per_page" && err == nil && n >= 1 && n <= 25:
			perPage = n
		case name == "page", name == "per_page":
			return "", 0, 0, "Veuillez indiquer un paramètre `" + name + "` entre `1` et `25`, par défaut `1`."
		default:
			return "", 0, 0, "Paramètre inconnu : " + name
		}
	}
	if len([]rune(q)) < 3 {
		return "", 0, 0, "3 caractères minimum pour les termes de la requête"
	}
	return q, page, perPage, ""
}

// find are the published companies of a SIREN or a SIRET, or whose name has every word.
func (r *Registries) find(q string) (found []Company) {
	r.mu.Lock()
	defer r.mu.Unlock()
	words := strings.Fields(plain(q))
	for _, c := range r.companies {
		if !c.Hidden && (c.SIREN == q || c.has(q) || c.named(words)) {
			found = append(found, c)
		}
	}
	return found
}

func (c Company) has(siret string) bool {
	for _, p := range append([]CompanyPlace{c.Head}, c.Others...) {
		if p.SIRET == siret {
			return true
		}
	}
	return false
}

func (c Company) named(words []string) bool {
	name := plain(c.Name + " " + c.Acronym)
	for _, w := range words {
		if !strings.Contains(name, w) {
			return false
		}
	}
	return len(words) > 0
}

// plain has no case, no accent and no punctuation.
func plain(s string) string {
	return strings.NewReplacer("é", "e", "è", "e", "ê", "e", "à", "a", "â", "a", "ç", "c", "î", "i", "ô", "o", "û", "u", "'", " ", "’", " ", "-", " ").
		Replace(strings.ToLower(s))
}

// recherche is a company as a result. matching_etablissements holds those that the question
// names; Reading: for a text or a SIREN, all of them.
func (c Company) recherche(q string) map[string]any {
	whole := c.Name
	if c.Acronym != "" {
		whole += " (" + c.Acronym + ")"
	}
	matching := []map[string]any{}
	for i, p := range append([]CompanyPlace{c.Head}, c.Others...) {
		if len(q) == 14 && p.SIRET != q && c.has(q) {
			continue
		}
		matching = append(matching, map[string]any{"siret": p.SIRET, "adresse": p.whole(), "code_postal": p.Postcode,
			"libelle_commune": p.City, "est_siege": i == 0, "etat_administratif": state(p.Closed, "F")})
	}
	h := c.Head
	return map[string]any{
		"siren": c.SIREN, "nom_complet": whole, "nom_raison_sociale": c.Name, "sigle": orNil(c.Acronym),
		"nature_juridique": c.LegalForm, "activite_principale": c.Activity, "etat_administratif": state(c.Ceased, "C"),
		"date_creation": orNil(c.CreatedOn), "dirigeants": c.rechercheDirectors(), "matching_etablissements": matching,
		"immatriculation": map[string]any{"indicateur_associe_unique": c.Sole},
		"siege": map[string]any{"siret": h.SIRET, "adresse": h.whole(), "numero_voie": orNil(h.Number), "type_voie": orNil(h.Kind),
			"libelle_voie": orNil(h.Street), "complement_adresse": nil, "code_postal": h.Postcode, "libelle_commune": h.City,
			"est_siege": true, "etat_administratif": state(h.Closed, "F")},
	}
}

func (c Company) rechercheDirectors() []map[string]any {
	list := []map[string]any{}
	for _, d := range c.Directors {
		if d.Company != "" {
			list = append(list, map[string]any{"siren": "", "denomination": d.Company, "qualite": d.Quality, "type_dirigeant": "personne morale"})
			continue
		}
		list = append(list, map[string]any{"nom": d.Surname, "prenoms": d.Given, "qualite": d.Quality, "type_dirigeant": "personne physique"})
	}
	return list
}

func (p CompanyPlace) whole() string {
	return strings.Join(strings.Fields(strings.Join([]string{p.Number, p.Kind, p.Street, p.Postcode, p.City}, " ")), " ")
}

func state(ended bool, code string) string {
	if ended {
		return code
	}
	return "A"
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}
