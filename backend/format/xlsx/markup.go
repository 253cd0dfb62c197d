package xlsx

import (
	"encoding/xml"
	"errors"
	"io"
)

// markup reads XML piece by piece. No entity but the five of XML is known, and none is expanded.
type markup struct {
	file  io.ReadCloser
	in    *leash
	d     *xml.Decoder
	start *xml.StartElement
	end   string
	text  []byte
	fault error
}

func newMarkup(file io.ReadCloser) *markup {
	in := &leash{r: file}
	return &markup{file: file, in: in, d: xml.NewDecoder(in)}
}

// maxPiece is the longest piece of XML, and maxText the longest text of a cell, in bytes; Excel holds
// 32 767 characters.
const (
	maxPiece = 1 << 20
	maxText  = 128 << 10
)

// leash ends the reading of a piece that is too long.
type leash struct {
	r   io.Reader
	run int
}

var errTooLong = errors.New("xlsx: a piece of XML is too long")

func (l *leash) Read(p []byte) (int, error) {
	if l.run > maxPiece {
		return 0, errTooLong
	}
	n, err := l.r.Read(p)
	l.run += n
	return n, err
}

func (x *markup) next() bool {
	if x.fault != nil {
		return false
	}
	x.in.run, x.start, x.end, x.text = 0, nil, "", nil
	token, err := x.d.RawToken()
	if err != nil {
		x.fault = err
		return false
	}
	switch t := token.(type) {
	case xml.StartElement:
		x.start = &t
	case xml.EndElement:
		x.end = t.Name.Local
	case xml.CharData:
		x.text = t
	}
	return true
}

// started is the name of the element that begins here, "" when none does.
func (x *markup) started() string {
	if x.start == nil {
		return ""
	}
	return x.start.Name.Local
}

func (x *markup) ended(name string) bool { return x.end == name }

func (x *markup) attr(name string) string {
	if x.start == nil {
		return ""
	}
	for _, a := range x.start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// rich is the text within an element, without what only says how to pronounce it.
func (x *markup) rich(name string) string {
	var b []byte
	aloud := false
	for x.next() && !x.ended(name) {
		switch {
		case x.started() == "rPh":
			aloud = true
		case x.ended("rPh"):
			aloud = false
		case !aloud && len(b) < maxText:
			b = append(b, x.text...)
		}
	}
	return string(b)
}

func (x *markup) err() error {
	if x.fault == nil || errors.Is(x.fault, io.EOF) {
		return nil
	}
	return broken(x.fault)
}

func (x *markup) close() { _ = x.file.Close() }
