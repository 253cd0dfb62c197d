package simulator

import (
	"net/http"
	"strings"
	"time"
)

// refusal is an answer outside 2xx, in the shape of docs/erreurs.md.
type refusal struct {
	code, message     string
	status            int
	retryAfterSeconds int  // 0 for no Retry-After
	bare              bool // "details" is "", as some gateways answer
}

// documented holds the codes that this package answers or may be asked to. Statuses and
// messages of the codes without ERR- are those of the table of docs/erreurs.md. Reading:
// the ERR- codes are documented without a status.
var documented = map[string]struct {
	status  int
	message string
}{
	"DOCUMENT10": {http.StatusBadRequest, "L'extension du fichier n'est pas acceptée. Seuls les fichiers .dat et .txt au format CFONB sont autorisés."},
	"DROIT5":     {http.StatusUnauthorized, "Identifiants invalides"},
	"GBL10":      {http.StatusBadRequest, "Le paramètre %1 est manquant ou invalide"},
	"IBAN1":      {http.StatusBadRequest, "IBAN invalide"},
	"IMPORT11":   {http.StatusBadRequest, "Extension non supportée : %1"},
	"IMPORT14":   {http.StatusBadRequest, "Le fichier est vide"},
	"IMPORT15":   {http.StatusBadRequest, "Aucun flux bancaire trouvé, votre fichier est-il au format CFONB ou OFX ? Ou les flux ont déjà été importés"},
	"IMPORT18":   {http.StatusBadRequest, "Le fichier semble mal formaté"},
	"RB2":        {http.StatusBadRequest, "Erreur dans le format du CFONB"},
	"RB3":        {http.StatusBadRequest, "Erreur récupération tabStructureCFONB120"},
	"RIB13":      {http.StatusBadRequest, "Aucun RIB pour ce dossier"},
	"RIB16":      {http.StatusForbidden, "La récupération bancaire de cet IBAN est déjà active sur la société %1."},
	"RIB17":      {http.StatusForbidden, "Cet IBAN est déjà présent sur la société."},
	"SOCIETE11":  {http.StatusBadRequest, "Format SIREN/SIRET invalide"},
	"SOCIETE16":  {http.StatusBadRequest, "Société introuvable"},
	"SOCIETE17":  {http.StatusBadRequest, "Plusieurs sociétés ont été trouvées"},

	"ERR-API-TOKEN-NOT-FOUND":         {http.StatusUnauthorized, "Unable to found the token in the DB. The token has certainly expired or been revoked."},
	"ERR-API-UNDER-MAINTENANCE":       {http.StatusServiceUnavailable, "The API is under maintenance."},
	"ERR-FIRM-TOKEN-NOT-FOUND":        {http.StatusUnauthorized, "Unable to found the token in the DB. The token has certainly expired or been revoked."},
	"ERR-FOLDER-NOT-FOUND":            {http.StatusNotFound, "Unable to find the accounting folder %1."},
	"ERR-FORBIDDEN-ACCESS":            {http.StatusForbidden, "The token is not activated yet."},
	"ERR-FORBIDDEN-ROUTE":             {http.StatusForbidden, "You are not allowed to access this route."},
	"ERR-HTTP":                        {http.StatusNotFound, "%1"},
	"ERR-INTERNAL":                    {http.StatusInternalServerError, "Internal Server Error"},
	"ERR-INVALID-AUTH-HEADER":         {http.StatusUnauthorized, "The Authorization header must be prefixed with Bearer."},
	"ERR-INVALID-JWT":                 {http.StatusUnauthorized, "The token is not a valid JWT."},
	"ERR-INVALID-SECRET":              {http.StatusUnauthorized, "The X-Third-Party-Secret header is not valid."},
	"ERR-SECRET-HEADER-NOT-SET":       {http.StatusUnauthorized, "The X-Third-Party-Secret header is missing."},
	"ERR-THIRD-PARTY-DISCONNECTED":    {http.StatusForbidden, "The integration has been disconnected."},
	"ERR-TOO-MANY-CONCURRENT-REQUEST": {http.StatusTooManyRequests, "Too many concurrent requests."},
	"ERR-TOO-MANY-REQUEST":            {http.StatusTooManyRequests, "Too many requests."},
}

// refuse is a documented refusal; each value takes the place of %1.
func refuse(code string, values ...string) *refusal {
	known, ok := documented[code]
	if !ok {
		known.status, known.message = http.StatusInternalServerError, code
	}
	message := known.message
	for _, value := range values {
		message = strings.Replace(message, "%1", value, 1)
	}
	return &refusal{code: code, status: known.status, message: message}
}

// refuseHTTP is for what HTTP itself has a status. Reading: ERR-HTTP is documented by its
// name alone.
func refuseHTTP(status int) *refusal {
	r := refuse("ERR-HTTP", http.StatusText(status))
	r.status = status
	return r
}

// body is the documented shape. Reading: the url in it has no query.
func (r *refusal) body(request *http.Request, requestID string, now time.Time) any {
	var details any = ""
	if !r.bare {
		details = map[string]string{
			"url": "http://" + request.Host + request.URL.Path, "method": request.Method,
			"requestedAt": now.Format("02 Jan 2006, 15:04:05"), "requestId": requestID,
		}
	}
	return map[string]any{"error": map[string]any{"code": r.code, "message": r.message, "details": details}}
}
