package vault

import (
	"encoding/base64"
	"errors"
	"runtime"
	"strings"
	"time"

	"github.com/zalando/go-keyring"

	"sobank/backend/fault"
)

// service is the name under which the OS lists our secrets.
const service = "So bank"

// patience is how long a call waits for the keychain, which may be asking the user for a
// password: long enough to type it, short enough that a delivery does not hang all night
// on a dialog that nobody sees.
const patience = 90 * time.Second

// Keychain is the vault over the OS keychain of the present user: the Credential Manager
// on Windows, the login keychain on macOS, the Secret Service on Linux.
func Keychain() Vault { return inParts(keychain{patience: patience}) }

type keychain struct{ patience time.Duration }

// Set reads the secret back, because a keychain whose dialog is dismissed may store
// nothing and report no error.
func (k keychain) Set(name, secret string) error {
	stored, err := k.call(func() (string, error) {
		if err := keyring.Set(service, name, secret); err != nil {
			return "", withoutSecret(err, secret)
		}
		return keyring.Get(service, name)
	})
	if err != nil {
		return err
	}
	if stored != secret {
		return closed(errors.New("vault: the keychain did not give back what was stored"))
	}
	return nil
}

func (k keychain) Get(name string) (string, error) {
	return k.call(func() (string, error) { return keyring.Get(service, name) })
}

func (k keychain) Delete(name string) error {
	_, err := k.call(func() (string, error) { return "", keyring.Delete(service, name) })
	return err
}

// call runs one request and gives up after k.patience. The library takes no context: a
// request given up ends alone when the user answers its dialog, or with the process.
func (k keychain) call(request func() (string, error)) (string, error) {
	type answer struct {
		secret string
		err    error
	}
	answers := make(chan answer, 1)
	go func() {
		secret, err := request()
		answers <- answer{secret, err}
	}()
	timer := time.NewTimer(k.patience)
	defer timer.Stop()
	select {
	case a := <-answers:
		if a.err != nil {
			return "", explain(a.err)
		}
		return a.secret, nil
	case <-timer.C:
		return "", fault.New(fault.Busy, "Le trousseau de clés attend une réponse depuis trop longtemps.").
			WithHint("Une fenêtre demande peut-être votre mot de passe : répondez-y, puis recommencez.")
	}
}

// explain says in French what a keychain error means for the user.
func explain(err error) error {
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return absent()
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return fault.New(fault.Invalid, "L'identifiant est trop long pour le trousseau de clés de cette machine.").
			WithField("secret").WithCause(err)
	}
	return closed(err)
}

func closed(cause error) *fault.Error {
	return fault.New(fault.Conflict, "Le trousseau de clés est verrouillé ou absent : les identifiants ne peuvent être ni lus ni enregistrés.").
		WithHint(unlockHint(runtime.GOOS)).WithCause(cause)
}

// unlockHint says how the keychain of an operating system is opened.
func unlockHint(goos string) string {
	switch goos {
	case "windows":
		return "Fermez puis rouvrez votre session Windows ; si cela persiste, votre service informatique doit autoriser le « Gestionnaire d'identification »."
	case "darwin":
		return "Ouvrez « Trousseaux d'accès », déverrouillez le trousseau « session », puis recommencez."
	}
	return "Ouvrez une session graphique et déverrouillez son trousseau (GNOME Keyring ou KWallet), puis recommencez."
}

// withoutSecret keeps an error that could be logged from repeating the secret, plain or
// as the library encodes it for macOS.
func withoutSecret(err error, secret string) error {
	text := err.Error()
	if strings.Contains(text, secret) || strings.Contains(text, base64.StdEncoding.EncodeToString([]byte(secret))) {
		return errors.New("vault: the keychain's own message is withheld, it repeats the secret")
	}
	return err
}
