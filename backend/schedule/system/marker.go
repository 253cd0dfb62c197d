package system

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"

	"sobank/backend/schedule"
)

// mark begins the line that says which job a file was made from.
const mark = "sobank: "

// marker is that line's text: JSON in ASCII without two dashes in a row, so that it stands in a
// comment of XML and outlives Windows' code pages.
func marker(job schedule.Job) string {
	text, err := json.Marshal(job) // escapes <, > and &
	if err != nil {
		return ""
	}
	var b strings.Builder
	b.WriteString(mark)
	for _, r := range string(text) {
		switch {
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		case r > 0x7e || r == '-':
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// marked is the job that a text was made from.
func marked(text, name string) (job schedule.Job, ok bool) {
	_, after, ok := strings.Cut(text, mark)
	if !ok {
		return job, false
	}
	if json.NewDecoder(strings.NewReader(after)).Decode(&job) != nil || job.Validate() != nil {
		return schedule.Job{}, false
	}
	job.Name = name
	return job, true
}
