package collect

import (
	"path/filepath"
	"sync"
)

// progress gathers what both sides of an import do. Its teller is called from both, never
// at once.
type progress struct {
	mu   sync.Mutex
	at   Progress
	base int
	tell func(Progress)
}

func (p *progress) file(n int, path string) {
	p.change(func(at *Progress) { at.File, at.Name = n, filepath.Base(path); p.base = at.Operations })
}

func (p *progress) add(bytes int) {
	p.change(func(at *Progress) { at.Bytes += int64(bytes) })
}

func (p *progress) wrote(operations int) {
	p.change(func(at *Progress) { at.Operations = p.base + operations })
}

func (p *progress) change(apply func(*Progress)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	apply(&p.at)
	if p.tell != nil {
		p.tell(p.at)
	}
}
