package sqlite

import (
	"slices"
	"strings"

	"sobank/backend/rights"
)

// filter collects the conditions of a WHERE with their arguments, in order.
type filter struct {
	terms []string
	args  []any
}

func (f *filter) add(term string, args ...any) {
	f.terms = append(f.terms, term)
	f.args = append(f.args, args...)
}

// and is the filter with one more term; the filter stays as it is.
func (f *filter) and(term string, args ...any) *filter {
	return &filter{terms: append(slices.Clone(f.terms), term), args: append(slices.Clone(f.args), args...)}
}

// where is the WHERE clause, "" without conditions.
func (f *filter) where() string {
	if len(f.terms) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(f.terms, " AND ")
}

// in adds `column IN (values)`; nothing when values is empty.
func in[T any](f *filter, column string, values []T) {
	if len(values) == 0 {
		return
	}
	f.add(column+" IN ("+marks(len(values))+")", list(values)...)
}

// marks is n question marks: "?, ?, ?".
func marks(n int) string {
	return strings.TrimSuffix(strings.Repeat("?, ", n), ", ")
}

func list[T any](values []T) []any {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return args
}

// visible adds what the standing may see: the firms it reaches and, for a Collaborateur,
// no confidential client but those they keep. firm and client are aliases of the query.
func visible(f *filter, s rights.Standing, firmColumn string) {
	if s.AllFirms() {
		return
	}
	if len(s.Firms) == 0 {
		f.add("0")
		return
	}
	in(f, firmColumn, s.Firms)
}

// visibleClient is visible, and hides confidential clients from those who may not see them.
// The query must have the client table, outer joined or not, as c.
func visibleClient(f *filter, s rights.Standing, firmColumn string) {
	visible(f, s, firmColumn)
	if !s.Can(rights.SeeConfidential) {
		f.add("(ifnull(c.confidential, 0) = 0 OR "+kept+")", keeper(s)...)
	}
}

// kept is true of a client c that a person keeps: they are its responsable, or stand in for
// them today. It is NULL, which filters out, of no client.
const kept = "(c.responsable_id = ? OR c.stand_in_id = ? AND c.stand_in_until >= ?)"

// keeper is what kept asks for.
func keeper(s rights.Standing) []any {
	return []any{s.Actor.StaffID, s.Actor.StaffID, s.Today.String()}
}

// mine keeps « Mes dossiers » when only they are asked for. The query must have the client
// table as c.
func mine(f *filter, s rights.Standing, only bool) {
	if only {
		f.add(kept, keeper(s)...)
	}
}

// like is a LIKE pattern that finds the text anywhere.
func like(text string) string { return "%" + escape(text) + "%" }

// escape takes their meaning from % and _ in a LIKE pattern.
func escape(text string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text)
}

// page bounds a page: at most 500 rows, never a negative offset.
func page(offset, limit int) (int, int) {
	if limit <= 0 || limit > 500 {
		limit = 500
	}
	return max(offset, 0), limit
}

func direction(desc bool) string {
	if desc {
		return " DESC"
	}
	return ""
}
