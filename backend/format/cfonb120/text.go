package cfonb120

import "unicode/utf8"

// decoder lays out in columns the records that are not plain ASCII. A character is one
// column in the specification, but files come in UTF-8, where it is several bytes, and
// some programs count the bytes. The reading kept is the one whose amount can be read.
type decoder struct {
	text   []byte            // the record in UTF-8, then blanks
	byRune [width + 1]uint16 // where each column starts when a character is a column
	byByte [width + 1]uint16 // the same when a byte is a column
	odd    bool              // a control character was replaced by a blank
}

// row reads the bytes of one record of the given code.
func (d *decoder) row(content string, code byte) row {
	runes, bytes := d.layOut(content)
	text := string(d.text)
	chars := row{text, &d.byRune}
	raw := row{text, &d.byByte}
	if code != codeDetail {
		_, _, charsOK := parseAmount(chars.amount())
		_, _, rawOK := parseAmount(raw.amount())
		if charsOK != rawOK {
			return either(charsOK, chars, raw)
		}
	}
	return either(runes == width || bytes != width, chars, raw)
}

func either(first bool, a, b row) row {
	if first {
		return a
	}
	return b
}

// layOut fills text and both tables of columns, and counts the columns of each, at most
// one more than width.
func (d *decoder) layOut(content string) (runes, bytes int) {
	d.text, d.odd = d.text[:0], false
	for len(content) > 0 && (runes <= width || bytes <= width) {
		r, size := d.char(content)
		start(&d.byRune, runes, len(d.text))
		start(&d.byByte, bytes, len(d.text))
		d.text = utf8.AppendRune(d.text, r)
		// The columns of a character's other bytes are empty: they start after it.
		for i := bytes + 1; i < bytes+size && i <= width; i++ {
			d.byByte[i] = uint16(len(d.text)) // #nosec G115 -- a record of 120 columns takes under 1 000 bytes
		}
		runes, bytes, content = runes+1, bytes+size, content[size:]
	}
	pad(&d.byRune, runes, len(d.text))
	pad(&d.byByte, bytes, len(d.text))
	for range width {
		d.text = append(d.text, ' ')
	}
	return runes, bytes
}

func start(cols *[width + 1]uint16, column, at int) {
	if column <= width {
		cols[column] = uint16(at) // #nosec G115 -- a record of 120 columns takes under 1 000 bytes
	}
}

// pad makes the columns after the text's end the blanks that follow it.
func pad(cols *[width + 1]uint16, from, end int) {
	for i := from; i <= width; i++ {
		cols[i] = uint16(end + i - from) // #nosec G115 -- a record of 120 columns takes under 1 000 bytes
	}
}

// char reads one character of UTF-8, or of windows-1252 where the byte is no UTF-8.
// Blanks of all kinds and control characters become a space.
func (d *decoder) char(s string) (r rune, size int) {
	if c := s[0]; c >= ' ' && c < 0x7F {
		return rune(c), 1
	}
	r, size = utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 {
		r = windows1252(s[0])
	}
	switch {
	case r == '\u00a0', r == '\u202f', r == '\u2007':
		return ' ', size
	case r < ' ', r >= 0x7F && r < 0xA0, r == '\u2028', r == '\u2029', r == '\ufeff':
		d.odd = true
		return ' ', size
	}
	return r, size
}

// windows1252 is the character of a byte from 0x80. It is Latin-1 but for 0x80 to 0x9F,
// where Latin-1 has only control characters.
func windows1252(b byte) rune {
	if b >= 0x80 && b < 0xA0 {
		return [32]rune{
			'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
			0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ',
		}[b-0x80]
	}
	return rune(b)
}
