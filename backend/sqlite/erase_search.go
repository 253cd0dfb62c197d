package sqlite

import (
	"database/sql"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// forgetSearches takes away the kept searches that are for the client or its accounts, or whose
// words name it.
func (e *erasing) forgetSearches() error {
	accounts, err := e.tx.ids("SELECT id FROM going_account")
	if err != nil {
		return err
	}
	var gone []int64
	err = e.tx.each("SELECT id, query FROM saved_search", nil, func(rows *sql.Rows) error {
		var id int64
		var query string
		err := rows.Scan(&id, &query)
		if e.looksFor(query, accounts) {
			gone = append(gone, id)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range gone {
		if _, err := e.tx.exec("DELETE FROM saved_search WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// looksFor reports whether a search, as the screen wrote it, is for what goes.
func (e *erasing) looksFor(query string, accounts []int64) bool {
	var kept struct{ Search string }
	if json.Unmarshal([]byte(query), &kept) != nil {
		kept.Search = query
	}
	address, err := url.ParseQuery(strings.TrimPrefix(kept.Search, "?"))
	if err != nil {
		address = url.Values{"q": {kept.Search}}
	}
	holds := func(name string, ids []int64) bool {
		return slices.ContainsFunc(strings.Split(strings.Join(address[name], ","), ","), func(text string) bool {
			id, err := strconv.ParseInt(text, 10, 64)
			return err == nil && slices.Contains(ids, id)
		})
	}
	return holds("client", []int64{e.client}) || holds("compte", accounts) || e.names.in(strings.Join(address["q"], " "))
}
