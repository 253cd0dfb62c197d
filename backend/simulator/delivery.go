package simulator

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"strings"
	"time"

	"sobank/backend/civil"
)

// delivery is what a right POST /releve_bancaire brings.
type delivery struct {
	society       Society
	fileName      string
	sha256        string
	requestID     string
	withoutChecks bool // without_checking=1
	at            time.Time
}

// deliver answers docs/accounting/folder/import/releve_bancaire.md. The order of the checks
// is a reading.
func (x *exchange) deliver() (any, *refusal) {
	if refused := x.access.mayDeliver(); refused != nil {
		return nil, refused
	}
	d, refused := x.delivery()
	if refused != nil {
		return nil, refused
	}
	rows, refused := x.m.take(d, x.body)
	if refused != nil {
		return nil, refused
	}
	return map[string]int{"rows_number": rows}, nil
}

// delivery checks all that comes with a body.
func (x *exchange) delivery() (delivery, *refusal) {
	society, refused := x.society()
	if refused != nil {
		return delivery{}, refused
	}
	if !isOctetStream(x.r.Header) {
		return delivery{}, refuseHTTP(http.StatusUnsupportedMediaType)
	}
	query := x.r.URL.Query()
	name := query.Get("filename")
	if !isFileName(name) {
		return delivery{}, refuse("GBL10", "filename")
	}
	sum := sha256.Sum256(x.body)
	return delivery{
		society: society, fileName: name, sha256: hex.EncodeToString(sum[:]), requestID: x.log.RequestID,
		withoutChecks: query.Get("without_checking") == "1", at: x.m.now(),
	}, nil
}

// isFileName wants a name alone, without a folder. Reading: the page says mandatory, and no
// more.
func isFileName(name string) bool {
	const longest = 255
	control := strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7F })
	return name != "" && len(name) <= longest && !control && !strings.ContainsAny(name, `/\`)
}

// take imports a body. The extension alone decides how it is read, and DOCUMENT10 which
// there may be. Reading: an empty body is IMPORT14.
func (m *MyUnisoft) take(d delivery, body []byte) (rows int, refused *refusal) {
	extension := strings.ToLower(path.Ext(d.fileName))
	switch {
	case extension != ".ofx" && extension != ".dat" && extension != ".txt":
		return 0, refuse("DOCUMENT10")
	case len(body) == 0:
		return 0, refuse("IMPORT14")
	case extension == ".ofx":
		return m.takeOFX(d, body)
	}
	blocks, refused := readCFONB(body, civil.Of(d.at).Year())
	if refused != nil {
		return 0, refused
	}
	return m.takeBlocks(d, blocks)
}
