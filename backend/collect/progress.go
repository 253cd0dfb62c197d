package collect

import "sync"

// progress gathers what both sides of an import do. Its teller is called from both, never
// at once.
type progress struct {
	mu   sync.Mutex
	at   Progress
	base int
	tell func(Progress)
}

// progressOver counts the bytes of files; what archives hold is known as it comes.
func progressOver(list []item, tell func(Progress)) *progress {
	p := &progress{at: Progress{Files: len(list)}, tell: tell}
	for _, one := range list {
		p.at.TotalBytes += one.size()
	}
	return p
}

func (p *progress) file(n int, one item) {
	p.change(func(at *Progress) { at.File, at.Name = n, one.name(); p.base = at.Operations })
}

func (p *progress) add(bytes int) {
	p.change(func(at *Progress) { at.Bytes += int64(bytes); at.TotalBytes = max(at.TotalBytes, at.Bytes) })
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
