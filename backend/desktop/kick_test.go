package desktop

import "testing"

// TestAPersonsWishIsNotLost: of those who ask for the next run, one person is enough to make it
// one that a person asked for, whoever came first.
func TestAPersonsWishIsNotLost(t *testing.T) {
	for name, c := range map[string]struct {
		kicks []bool
		asked bool
	}{
		"nobody":                         {[]bool{false, false}, false},
		"a person after the program":     {[]bool{false, true}, true},
		"a person before the program":    {[]bool{true, false}, true},
		"a person between the program's": {[]bool{false, true, false}, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSyncing(nil)
			for _, asked := range c.kicks {
				s.kick(asked)
			}
			if len(s.kicks) != 1 {
				t.Errorf("%d runs are due, want one", len(s.kicks))
			}
			if got := s.wish(); got != c.asked {
				t.Errorf("asked %v", got)
			}
			if s.wish() {
				t.Error("it is asked for twice")
			}
		})
	}
}
