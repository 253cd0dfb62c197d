package myunisoft

import (
	"context"
	"net/url"
	"strings"

	"sobank/backend/deliver"
)

// Folders lists the societies that match a search: a SIRET or SIREN by its digits, else a
// part of the name, else the reference of the folder. Errors are French. See
// deliver.Partner.
func (c *Client) Folders(ctx context.Context, a deliver.Access, search string) ([]deliver.Folder, error) {
	s, err := c.session(a)
	if err != nil {
		return nil, faultOf(err)
	}
	list, err := s.search(ctx, strings.TrimSpace(search))
	if err != nil {
		return nil, faultOf(err)
	}
	folders := make([]deliver.Folder, 0, len(list))
	for _, c := range list {
		if isNumber(string(c.ID)) {
			folders = append(folders, s.folder(c))
		}
	}
	return folders, nil
}

func (s session) folder(c society) deliver.Folder {
	return deliver.Folder{ID: string(c.ID), Name: s.clean(string(c.Name), longestWords), SIRET: digits(string(c.SIRET)), Reference: s.clean(string(c.Reference), longestCode)}
}

func (s session) search(ctx context.Context, text string) ([]society, error) {
	if number := digits(text); isIdentifier(text) {
		return s.list(ctx, pathSociety, url.Values{"siret": {number}})
	}
	list, err := s.list(ctx, pathSociety, url.Values{"q": {text}})
	if err != nil || len(list) > 0 || text == "" {
		return list, err
	}
	return s.lookUp(ctx, pathSearch, url.Values{"reference": {text}})
}

// isIdentifier reports whether a search is a SIRET or SIREN, spaces aside.
func isIdentifier(text string) bool {
	bare := strings.Join(strings.Fields(text), "")
	return (len(bare) == 14 || len(bare) == 9) && isNumber(bare)
}
