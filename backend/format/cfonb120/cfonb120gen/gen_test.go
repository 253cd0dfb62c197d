package cfonb120gen

import (
	"os"
	"testing"
	"time"
)

func TestTmp(t *testing.T) {
	f, _ := os.Create("/tmp/gen1m.cfonb")
	s := time.Now()
	sum, err := Generate(f, Options{Operations: 1000000, Seed: 1})
	f.Close()
	sum.Accounts = nil
	t.Log(time.Since(s), sum, err, float64(sum.Bytes)/1e6)
}
