package simulator

import (
	"bytes"
	"strings"
)

// takeOFX imports an OFX body, as far as releve_bancaire.md goes: <OFX>, <CURDEF> and
// <BANKACCTFROM> must be there. Reading: IMPORT18, « Le fichier semble mal formaté », is the
// code when one is not. The skipping of what is already held is documented for CFONB alone:
// an OFX sent twice is held twice.
func (m *MyUnisoft) takeOFX(d delivery, body []byte) (rows int, refused *refusal) {
	for _, tag := range []string{"<OFX>", "<CURDEF>", "<BANKACCTFROM>"} {
		if !bytes.Contains(body, []byte(tag)) {
			return 0, refuse("IMPORT18")
		}
	}
	for _, one := range bytes.Split(body, []byte("<STMTTRN>"))[1:] {
		if isMovement(ofxValue(one, "TRNAMT")) {
			rows++
		}
	}
	if rows == 0 {
		return 0, refuse("IMPORT15")
	}
	zones := accountZones{
		bank: ofxValue(body, "BANKID"), branch: ofxValue(body, "BRANCHID"),
		number: ofxValue(body, "ACCTID"), currency: ofxValue(body, "CURDEF"),
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if refused := m.checkRIB(d.society, zones.iban()); refused != nil {
		return 0, refused
	}
	m.keep(d, "OFX", block{account: zones}, rows, 0)
	return rows, nil
}

// ofxValue is the text after the first such tag, to the end of its line or the next tag.
func ofxValue(body []byte, tag string) string {
	_, after, found := bytes.Cut(body, []byte("<"+tag+">"))
	if !found {
		return ""
	}
	end := bytes.IndexAny(after, "<\r\n")
	if end < 0 {
		end = len(after)
	}
	return strings.TrimSpace(string(after[:end]))
}

// isMovement reports whether an amount is something else than zero.
func isMovement(amount string) bool { return strings.ContainsAny(amount, "123456789") }
