//go:build !testvault

package vault

import (
	"strings"
	"testing"

	"sobank/backend/fault"
)

func TestSOBANK_VAULT_FILEIsRefusedOutsideTestBuilds(t *testing.T) {
	v, err := Open(func(name string) string {
		if name == "SOBANK_VAULT_FILE" {
			return "/tmp/secrets.json"
		}
		return ""
	})
	wantCode(t, err, fault.Refused)
	if v != nil || !strings.Contains(err.Error(), "SOBANK_VAULT_FILE") {
		t.Errorf("got %v, %v", v, err)
	}
}
