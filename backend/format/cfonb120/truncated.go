package cfonb120

import "bytes"

// amountEnd is where the amount of a 01, 04 or 07 ends: a shorter record is not whole.
const amountEnd = 104

// truncated reports whether the file stops in the middle of the open block's last record:
// before the end of its amount, short of the width that the record before it fills, or
// after the first characters of a record that cannot be told.
func (r *Reader) truncated() bool {
	b, src := &r.block, &r.scan.src
	last := &b.marks[len(b.marks)-1]
	if r.isHeld || src.err == nil || last.code == codeClosing && last.size >= amountEnd {
		return false
	}
	after := src.buf[src.keep+b.start+int(last.at+last.size) : src.end]
	if at := bytes.LastIndexAny(after, "\r\n"); at >= 0 {
		return last.code != codeClosing && !isBlank(bytes.Trim(after[at+1:], "\x1a"))
	}
	if bytes.IndexByte(after, 0x1a) >= 0 {
		return false
	}
	if last.code != codeDetail {
		return last.size < amountEnd
	}
	return last.size < width && len(b.marks) > 1 && b.marks[len(b.marks)-2].size == width
}
