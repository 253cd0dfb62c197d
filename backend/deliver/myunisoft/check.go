package myunisoft

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"time"

	"sobank/backend/deliver"
)

// width is the length of a CFONB120 record.
const width = 120

// check refuses to send what MyUnisoft documents that it refuses: one record that is not
// conformant stops its whole import (import/releve_bancaire.md), and a statement without
// operation gets the ambiguous IMPORT15. The extension alone decides how it reads the
// file, and only .dat and .txt are CFONB (DOCUMENT10).
func check(p deliver.Parcel) error {
	unsound := faultIn(p)
	if unsound == nil {
		return nil
	}
	if p.Statements > 1 {
		unsound.receipt.State = deliver.Refused // nothing left, and each alone says which one it is
	}
	return unsound
}

// faultIn is what is wrong with a parcel, nil when nothing is.
func faultIn(p deliver.Parcel) *setback {
	sum := sha256.Sum256(p.Bytes)
	switch extension := strings.ToLower(path.Ext(p.Name)); {
	case extension != ".dat" && extension != ".txt":
		return unsound("le nom du fichier ne finit pas par .dat")
	case p.SHA256 != "" && !strings.EqualFold(p.SHA256, hex.EncodeToString(sum[:])):
		return unsound("son contenu n'est plus celui qui avait été préparé")
	}
	return checkRecords(p.Bytes)
}

func unsound(why string) *setback {
	s := back(deliver.ToCheck, codeCheck, "Le relevé n'a pas été envoyé : "+why+".",
		"Ouvrez le relevé pour le vérifier ; s'il vous paraît juste, contactez le support.")
	s.receipt.Inside = true
	return s
}

// checkRecords wants records of 120 characters ended by CRLF or LF (the last may not be):
// 01, then 04 each with its 05, then 07, once or more, with an operation among them.
func checkRecords(body []byte) *setback {
	lines := bytes.Split(bytes.TrimSuffix(body, []byte("\n")), []byte("\n"))
	before, operations := "07", 0
	for i, line := range lines {
		line = bytes.TrimSuffix(line, []byte("\r"))
		if why := recordFault(line, before); why != "" {
			return unsound(fmt.Sprintf("sa ligne %d %s", i+1, why))
		}
		before = string(line[:2])
		if before == "04" {
			operations++
		}
	}
	if before != "07" {
		return unsound("il n'a pas de nouveau solde à sa fin")
	}
	if operations == 0 {
		return unsound("il n'a aucune opération")
	}
	return nil
}

// followers says which records may follow one; a new 01 after a 07 opens another block.
var followers = map[string]string{"01": "04 07", "04": "04 05 07", "05": "04 05 07", "07": "01"}

// recordFault says in French what is wrong with a record, "" when nothing is.
func recordFault(line []byte, before string) string {
	if len(line) != width {
		return fmt.Sprintf("n'a pas %d caractères", width)
	}
	for _, c := range line {
		if c < ' ' || c > '~' {
			return "contient un caractère qui n'est pas permis"
		}
	}
	code := string(line[:2])
	if followers[code] == "" || !strings.Contains(followers[before], code) {
		return "n'est pas à sa place"
	}
	if code != "05" && !isDate(string(line[34:40])) {
		return "n'a pas de date valable"
	}
	return ""
}

// isDate reports whether a zone is a day as JJMMAA: digits, and a day that exists.
func isDate(zone string) bool {
	if strings.Trim(zone, "0123456789") != "" {
		return false
	}
	_, err := time.Parse("020106", zone)
	return err == nil
}
