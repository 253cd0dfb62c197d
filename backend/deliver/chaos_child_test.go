//go:build unix

package deliver_test

import (
	"encoding/json"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/rights"
	"sobank/backend/vault"
	"sobank/backend/wiring"
	"sobank/backend/wiring/wiringtest"
)

// What a child of the chaos is told, in its environment.
const (
	chaosData    = "SOBANK_TEST_CHAOS_DATA"
	chaosAt      = "SOBANK_TEST_CHAOS_AT"      // at which moment it kills itself; 0 never
	chaosNow     = "SOBANK_TEST_CHAOS_NOW"     // its clock, RFC 3339
	chaosSecrets = "SOBANK_TEST_CHAOS_SECRETS" // by connector
	chaosDisk    = "SOBANK_TEST_CHAOS_DISK"    // how large a file may become, bytes; 0 as large as it likes
)

// TestChaosChild is one process that delivers what is due; alone it does nothing.
func TestChaosChild(t *testing.T) {
	dir := os.Getenv(chaosData)
	if dir == "" {
		t.Skip("run by TestChaos")
	}
	now, err := time.Parse(time.RFC3339, os.Getenv(chaosNow))
	if err != nil {
		t.Fatal(err)
	}
	clock, secrets := wiringtest.NewClock(now), vault.Memory()
	house, err := wiring.Open(background, wiring.Options{DataDir: dir, Now: clock.Now, Wait: clock.Wait, Vault: secrets})
	if err != nil {
		t.Fatal(err)
	}
	keepForChaos(t, house, secrets)
	at, _ := strconv.Atoi(os.Getenv(chaosAt))
	c := &sharedCrasher{}
	c.left.Store(int64(at))
	house.Engine.Store = chaosStore{house.Engine.Store, c}
	for key, p := range house.Engine.Partners {
		house.Engine.Partners[key] = chaosPartner{p, c}
	}
	limitDisk(t)
	if _, err := house.Engine.Run(background, deliver.Scope{Actor: rights.Systeme(house.OSAccount), Asked: at%2 == 0, Patience: time.Minute}); err != nil {
		t.Log(err) // a full disk, or a window that writes: what counts is what is found afterwards
	}
}

func keepForChaos(t *testing.T, house *wiring.House, v vault.Vault) {
	t.Helper()
	var secrets map[int64]map[string]string
	if err := json.Unmarshal([]byte(os.Getenv(chaosSecrets)), &secrets); err != nil {
		t.Fatal(err)
	}
	for id, given := range secrets {
		c, _, err := house.Firms.GetConnector(background, house.Systeme(), id)
		if err != nil {
			t.Fatal(err)
		}
		safe := firm.Safe{Vault: v, Installation: "chaos", Connector: c}
		if _, err := safe.Keep(given); err != nil {
			t.Fatal(err)
		}
	}
}

// limitDisk lets no file of this process become larger: what a full disk says to SQLite.
func limitDisk(t *testing.T) {
	t.Helper()
	limit, _ := strconv.ParseUint(os.Getenv(chaosDisk), 10, 64)
	if limit == 0 {
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		t.Fatal(err)
	}
}
