package cfonb120

import "io"

const (
	windowSize = 512 << 10 // bytes asked from the file at a time
	maxBlock   = 256 << 20 // largest statement held in memory
	maxLoose   = 16 << 20  // largest run of bytes that belong to no statement
)

// source is a window on the file. Bytes from keep on stay in memory, because the
// statement being read will take them; the window grows with that statement only.
type source struct {
	r    io.Reader
	buf  []byte
	keep int   // first byte that must stay
	pos  int   // next byte to read, at or after keep
	end  int   // bytes after it are free
	base int64 // offset of buf[0] in the file
	err  error // why no more bytes come; io.EOF at the end
}

// ahead is the bytes from pos on: at least n, unless the file ends before.
func (s *source) ahead(n int) []byte {
	for s.end-s.pos < n && s.err == nil {
		s.fill()
	}
	return s.buf[s.pos:s.end]
}

// fill reads once more. A reader that gives nothing a hundred times is broken.
func (s *source) fill() {
	s.makeRoom()
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		s.err = err
		if n > 0 || err != nil {
			return
		}
	}
	s.err = io.ErrNoProgress
}

// makeRoom moves what must stay to the front, and doubles the window when that is not
// enough. The scanner stops before a statement is larger than maxBlock.
func (s *source) makeRoom() {
	if len(s.buf)-s.end >= windowSize/2 {
		return
	}
	room := s.buf
	if kept := s.end - s.keep; len(room)-kept < windowSize/2 {
		room = make([]byte, max(windowSize, 2*len(s.buf)))
	}
	n := copy(room, s.buf[s.keep:s.end])
	s.base += int64(s.keep)
	s.pos -= s.keep
	s.buf, s.keep, s.end = room, 0, n
}

// release lets go of n bytes from keep on, and of a window that a large statement made.
func (s *source) release(n int) {
	s.keep += n
	if kept := s.end - s.keep; len(s.buf) > 16*windowSize && kept <= windowSize/2 {
		room := make([]byte, windowSize)
		copy(room, s.buf[s.keep:s.end])
		s.base += int64(s.keep)
		s.pos -= s.keep
		s.buf, s.keep, s.end = room, 0, kept
	}
}

// held is the number of bytes read since keep.
func (s *source) held() int { return s.pos - s.keep }

// offset is where keep lies in the file.
func (s *source) offset() int64 { return s.base + int64(s.keep) }
