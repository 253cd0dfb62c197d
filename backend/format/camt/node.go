package camt

import (
	"encoding/xml"
	"strings"

	"sobank/backend/charset"
)

// node is an element with what it holds.
type node struct {
	name     string
	currency string // of an amount
	text     string
	kids     []*node
	line     int
}

// first is the first element on a path below a node, nil without one.
func (n *node) first(path ...string) *node {
	for _, name := range path {
		if n == nil {
			return nil
		}
		var next *node
		for _, k := range n.kids {
			if k.name == name {
				next = k
				break
			}
		}
		n = next
	}
	return n
}

// all are the elements of a name right below a node.
func (n *node) all(name string) (found []*node) {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			found = append(found, k)
		}
	}
	return found
}

// at is the text on a path, "" without one.
func (n *node) at(path ...string) string {
	if found := n.first(path...); found != nil {
		return found.text
	}
	return ""
}

// either is the first text among paths written with slashes.
func (n *node) either(paths ...string) string {
	for _, p := range paths {
		if text := n.at(strings.Split(p, "/")...); text != "" {
			return text
		}
	}
	return ""
}

func newNode(start xml.StartElement, line int) *node {
	n := &node{name: start.Name.Local, line: line}
	for _, a := range start.Attr {
		if a.Name.Local == "Ccy" {
			n.currency = strings.ToUpper(charset.Clean(a.Value))
		}
	}
	return n
}
