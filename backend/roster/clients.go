package roster

import (
	"slices"

	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/statement"
)

// clients finds the clients that rows are about: those that are stored, and those that rows
// before would have made, under negative ids.
type clients struct {
	byID   map[int64]client.Client
	siret  map[place][]int64
	ref    map[place][]int64
	name   map[place][]int64
	claims map[int64]map[Field]made
	last   int64
}

// place is a value in a firm.
type place struct {
	firmID int64
	value  string
}

// claim is what a row says of its client.
type claim struct {
	field Field
	value string
}

// made is what a row said before, and which.
type made struct {
	value string
	line  int
}

func newClients(stored []client.Client) *clients {
	c := &clients{byID: map[int64]client.Client{}, siret: map[place][]int64{}, ref: map[place][]int64{}, name: map[place][]int64{},
		claims: map[int64]map[Field]made{}}
	for _, one := range stored {
		c.put(one)
	}
	return c
}

func (c *clients) nextID() int64 { return c.last - 1 }

// put adds a client, or what it has become.
func (c *clients) put(one client.Client) {
	if one.ID == 0 {
		return
	}
	c.last = min(c.last, one.ID)
	c.byID[one.ID] = one
	for index, value := range map[*map[place][]int64]string{&c.siret: one.SIRET, &c.ref: fold(one.Reference), &c.name: statement.Fold(one.Name)} {
		at := place{one.FirmID, value}
		if value != "" && !slices.Contains((*index)[at], one.ID) {
			(*index)[at] = append((*index)[at], one.ID)
		}
	}
}

// find is the client that a row is about, 0 when it is a new one: by SIRET, else by reference,
// else by name. Errors: Invalid with the field when it cannot be told.
func (c *clients) find(wanted client.Client) (int64, error) {
	id, err := c.bySIRET(wanted)
	if id != 0 || err != nil {
		return id, err
	}
	if id, err = c.only(c.ref[place{wanted.FirmID, fold(wanted.Reference)}], Reference, "cette référence"); err != nil {
		return 0, err
	}
	if id != 0 {
		if other := c.byID[id].SIRET; wanted.SIRET != "" && other != "" {
			return 0, fault.Newf(fault.Invalid, "La référence « %s » est celle de « %s », qui a un autre SIRET.", wanted.Reference, c.byID[id].Name).WithField(string(Reference))
		}
		return id, nil
	}
	return c.only(c.namesakes(wanted), Name, "ce nom")
}

func (c *clients) bySIRET(wanted client.Client) (int64, error) {
	if wanted.SIRET == "" {
		return 0, nil
	}
	same := c.siret[place{wanted.FirmID, wanted.SIRET}]
	if len(same) > 1 && wanted.Reference != "" { // one company in several folders
		same = slices.DeleteFunc(slices.Clone(same), func(id int64) bool { return fold(c.byID[id].Reference) != fold(wanted.Reference) })
	}
	return c.only(same, SIRET, "ce SIRET")
}

// namesakes are the clients of that name that no SIRET nor reference tells apart.
func (c *clients) namesakes(wanted client.Client) []int64 {
	same := slices.Clone(c.name[place{wanted.FirmID, statement.Fold(wanted.Name)}])
	return slices.DeleteFunc(same, func(id int64) bool {
		one := c.byID[id]
		return wanted.SIRET != "" && one.SIRET != "" || wanted.Reference != "" && one.Reference != ""
	})
}

func (c *clients) only(ids []int64, f Field, what string) (int64, error) {
	switch len(ids) {
	case 0:
		return 0, nil
	case 1:
		return ids[0], nil
	}
	return 0, fault.Newf(fault.Invalid, "%d clients du cabinet ont %s : on ne sait pas duquel il s'agit.", len(ids), what).WithField(string(f))
}

// claim keeps what a row said of a client.
func (c *clients) claim(id int64, line int, claims []claim) {
	if c.claims[id] == nil {
		c.claims[id] = map[Field]made{}
	}
	for _, one := range claims {
		if _, said := c.claims[id][one.field]; !said {
			c.claims[id][one.field] = made{one.value, line}
		}
	}
}

// contradicted tells which row said something else of the client before.
func (c *clients) contradicted(id int64, one claim) (line int, said bool) {
	before, said := c.claims[id][one.field]
	return before.line, said && before.value != one.value
}

// named tells whether a row before gave the client's name.
func (c *clients) named(id int64) bool {
	_, said := c.claims[id][Name]
	return said
}
