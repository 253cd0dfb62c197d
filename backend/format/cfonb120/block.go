package cfonb120

// mark is a record of the open block. Its bytes are read once the block is complete.
type mark struct {
	at, size uint32 // from the block's first byte
	line     int
	code     byte
	plain    bool // printable ASCII
	foreign  bool // a 05 of another account than the block's
}

// block is the records of one statement, from 01 to 07, or what there is of them.
type block struct {
	marks      []mark
	start, end int // its bytes, from the source's keep on
	operations int // number of 04
	details    int // number of 05
	account    accountZones
	log        warnings
}

func (b *block) open() bool { return len(b.marks) > 0 }

// foreign reports whether a record names another account than the open block's.
func (b *block) foreign(it item, content []byte) bool {
	if it.same {
		return b.marks[len(b.marks)-1].foreign // as the record before it, which is ours
	}
	return !b.account.accepts(zonesIn(content))
}

// endsBefore reports whether a record begins another statement than the open block's.
func (b *block) endsBefore(it item, content []byte) bool {
	switch it.code {
	case codeOpening:
		return true
	case codeDetail:
		return false
	}
	return b.foreign(it, content)
}

// add appends a record, which belongs to the block or opens it.
func (b *block) add(it item, content []byte) {
	m := mark{size: it.size, line: it.line, code: it.code, plain: it.plain}
	if b.open() {
		m.foreign = b.foreign(it, content)
	} else {
		b.start, b.account = int(it.at), zonesIn(content)
	}
	switch it.code {
	case codeOperation:
		b.operations++
	case codeDetail:
		b.details++
	}
	m.at = it.at - uint32(b.start) // #nosec G115 -- a statement is under maxBlock, 256 MiB
	b.marks = append(b.marks, m)
	b.end = int(it.end)
}

// reset empties the block for the next statement, and lets go of what a large one took.
func (b *block) reset() {
	marks := b.marks[:0]
	if cap(marks) > 1<<16 {
		marks = nil
	}
	*b = block{marks: marks}
}

// accountZones names an account inside a file: branch and account number. The bank code
// is not part of it: in real files it changes inside a statement.
type accountZones struct {
	branch, number [11]byte
}

// zonesIn takes the zones from a record's bytes, which are ASCII that far or are no
// account of ours.
func zonesIn(content []byte) (z accountZones) {
	fold(z.branch[:5], content, 12)
	fold(z.number[:], content, 22)
	return z
}

// fold copies a zone, 1-based, without its case.
func fold(dst, content []byte, from int) {
	content = content[min(from-1, len(content)):]
	for i := range dst {
		dst[i] = ' '
		if i < len(content) {
			dst[i] = content[i]
		}
		if dst[i] >= 'a' && dst[i] <= 'z' {
			dst[i] -= 'a' - 'A'
		}
	}
}

// accepts reports whether a record with these zones may belong to the account: it names
// the same, or none at all.
func (z accountZones) accepts(other accountZones) bool {
	return z == other || isBlank(other.branch[:5]) && isBlank(other.number[:])
}
