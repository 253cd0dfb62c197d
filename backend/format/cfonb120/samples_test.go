package cfonb120_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestSamples reads the public files that the project did not write, where they are.
func TestSamples(t *testing.T) {
	const folder = "../../../../shared/samples/cfonb120"
	for _, c := range []struct {
		file                   string
		statements, operations int
		net                    int64
	}{
		{"cfonb.120-complex-test.txt", 8, 5, -521090},
		{"cfonb.120-simple-test.txt", 1, 0, 0},
	} {
		t.Run(c.file, func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join(folder, c.file))
			if err != nil {
				t.Skip("no samples here:", err)
			}
			got := readAll(bytes.NewReader(content), today)
			checkRead(t, content, got)
			operations, net := 0, int64(0)
			for _, d := range got.Drafts {
				operations += len(d.Operations)
				sum := d.Opening.Amount
				for _, op := range d.Operations {
					net += op.Amount
					sum += op.Amount
				}
				if sum != d.Closing.Amount {
					t.Errorf("the statement of line %d does not add up", d.Line)
				}
			}
			if got.Error != "" || len(got.Drafts) != c.statements || operations != c.operations || net != c.net {
				t.Errorf("%d statements, %d operations, net %d, error %q", len(got.Drafts), operations, net, got.Error)
			}
		})
	}
}
