package sftp

import (
	"fmt"
	"testing"

	"sobank/backend/deliver"
)

// BenchmarkThousandFiles delivers 1 000 statements of a month to OpenSSH on loopback, over one
// connection:
//
//	go test -run '^$' -bench ThousandFiles ./backend/deliver/sftp
func BenchmarkThousandFiles(b *testing.B) {
	d, partner := MustStartSSHD(b), New()
	b.Cleanup(partner.Close)
	p := parcel()
	p.Bytes = p.Bytes[:6_000]
	for round := 0; b.Loop(); round++ {
		for n := range 1000 {
			p.Name = fmt.Sprintf("CFONB120_732829320_FR76_20260101-20260131_%d.dat", round*1000+n+1)
			if r := partner.Deliver(b.Context(), d.access, p, silent); r.State != deliver.Deposited {
				b.Fatalf("%+v", r)
			}
		}
	}
	b.ReportMetric(float64(b.N)*1000/b.Elapsed().Seconds(), "files/s")
}
