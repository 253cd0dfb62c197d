package remote

import (
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// TestAlgorithms: what a server may sign with. What servers do with it is tested where files are
// delivered and received.
func TestAlgorithms(t *testing.T) {
	t.Run("no algorithm with SHA-1 or DSA is offered, nor certificates", func(t *testing.T) {
		for _, name := range algorithmsFor("") {
			if name == ssh.KeyAlgoRSA || strings.Contains(name, "dss") || strings.Contains(name, "cert") {
				t.Error(name)
			}
		}
		if algorithmsFor("")[0] != ssh.KeyAlgoED25519 {
			t.Errorf("got %v", algorithmsFor(""))
		}
	})
	t.Run("a pinned kind is asked for alone", func(t *testing.T) {
		for _, name := range algorithmsFor(ssh.KeyAlgoRSA) {
			if !strings.HasPrefix(name, "rsa-sha2-") {
				t.Error(name)
			}
		}
	})
}
