package remote

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"strings"
	"syscall"

	client "github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"sobank/backend/deliver"
)

// Our codes, for lists and for support.
const (
	CodeSetting = "REGLAGE"
	CodeFolder  = deliver.TroubleFolder
	CodeFull    = "DISQUE-PLEIN"
	CodeFailed  = "DEPOT"
	CodeTime    = "DELAI"
	CodeStopped = "INTERROMPU"

	CodeRefused    = "CONNEXION-REFUSEE"
	CodeNoName     = "SERVEUR-INTROUVABLE"
	CodeUnreached  = "INJOIGNABLE"
	CodeCut        = "COUPURE"
	CodeAlgorithms = "ALGORITHMES"
	CodeNoSFTP     = "SFTP"

	CodeUnknownKey = "CLE-A-CONFIRMER"
	CodeChangedKey = "CLE-CHANGEE"

	CodeCredentials = "IDENTIFIANTS"
	CodePassword    = "MOT-DE-PASSE" // #nosec G101 -- a code of error
	CodeKeyRefused  = "CLE-REFUSEE"
	CodeKeyUnread   = "CLE-ILLISIBLE"
	CodePassphrase  = "PHRASE-SECRETE"
	CodeElse        = "AUTHENTIFICATION"
)

const (
	hintAlone  = "Rien à faire : l'envoi reprendra de lui-même."
	hintServer = "Vérifiez la connexion à Internet, et le serveur et le port dans le connecteur ; l'envoi reprendra de lui-même."
)

// Setback is a receipt on its way up as an error. Its text is the code alone. Its sentences are a
// delivery's; a reception puts them in words of its own.
type Setback struct {
	Receipt deliver.Receipt
	Asks    *deliver.Question // what a person may confirm about it, nil for nothing
}

func (s *Setback) Error() string { return "sftp: " + s.Receipt.Code }

// Back is a setback after which a delivery is in a state.
func Back(state deliver.State, code, message, hint string) *Setback {
	return &Setback{Receipt: deliver.Receipt{State: state, Code: code, Message: message, Hint: hint}}
}

// Trouble is a setback that is the whole connector's: no statement passes until somebody mends it.
func Trouble(code, message, hint string) *Setback {
	s := Back(deliver.ToRetry, code, message, hint)
	s.Receipt.Trouble = true
	return s
}

// Misset is a setting that cannot be right.
func Misset(message, hint string) *Setback { return Trouble(CodeSetting, message, hint) }

// Away is a server that was not reached at all.
func Away(code, message, hint string) *Setback {
	s := Back(deliver.ToRetry, code, message, hint)
	s.Receipt.Unreached = true
	return s
}

// ReceiptOf is what an error of this package says.
func ReceiptOf(err error) deliver.Receipt {
	if s, ok := errors.AsType[*Setback](err); ok {
		return s.Receipt
	}
	return Back(deliver.ToRetry, CodeFailed, "Le fichier n'a pas pu être déposé.", hintAlone).Receipt
}

// AskedHint is a hint for a person who waits for the answer, where nothing resumes by itself.
func AskedHint(hint string) string {
	if hint == hintAlone {
		return "Recommencez dans un instant."
	}
	return strings.ReplaceAll(hint, " ; l'envoi reprendra de lui-même", ", puis recommencez")
}

// unreached says why a server could not be reached. The error's own text is not shown.
func unreached(ctx context.Context, to Target, err error) *Setback {
	name, isName := errors.AsType[*net.DNSError](err)
	network, isNetwork := errors.AsType[net.Error](err)
	switch {
	case Stopped(ctx):
		return Interrupted()
	case isName && name.IsNotFound:
		return Away(CodeNoName, "Le nom du serveur "+to.String()+" est introuvable.", hintServer)
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, wsaRefused):
		return Away(CodeRefused, "Le serveur "+to.String()+" a refusé la connexion.", hintServer)
	case ctx.Err() != nil, isNetwork && network.Timeout():
		return Away(CodeTime, "Le serveur "+to.String()+" n'a pas répondu dans le temps prévu.", hintServer)
	}
	return Away(CodeUnreached, "Le serveur "+to.String()+" n'a pas pu être joint.", hintServer)
}

// wsaRefused is WSAECONNREFUSED, which Windows answers and package syscall does not name.
const wsaRefused syscall.Errno = 10061

// slowHandshake is a server that took the connection and then went silent.
func slowHandshake(ctx context.Context, to Target) *Setback {
	if Stopped(ctx) {
		return Interrupted()
	}
	return Away(CodeTime, "Le serveur "+to.String()+" a pris la connexion, puis n'a plus répondu dans le temps prévu.", hintServer)
}

// unfinished is a handshake that came to nothing.
func unfinished(to Target, err error) *Setback {
	if _, ok := errors.AsType[*ssh.AlgorithmNegotiationError](err); ok {
		return Trouble(CodeAlgorithms, "Le serveur "+to.String()+" ne connaît que des chiffrements trop anciens : rien n'a été envoyé.", "Demandez au partenaire de mettre son serveur SFTP à jour.")
	}
	return Away(CodeCut, "La connexion au serveur "+to.String()+" a été coupée avant d'être établie.", hintServer)
}

// Stopped reports whether whoever started the call wants no more of it.
func Stopped(ctx context.Context) bool {
	return errors.Is(ctx.Err(), context.Canceled)
}

// Interrupted is a call that whoever started it wants no more of.
func Interrupted() *Setback {
	return Back(deliver.ToRetry, CodeStopped, "Le dépôt a été interrompu.", hintAlone)
}

// Ended is a call whose context ended, or whose connection was cut, while files were handled.
func Ended(ctx context.Context, to Target) *Setback {
	switch {
	case Stopped(ctx):
		return Interrupted()
	case ctx.Err() != nil:
		return Back(deliver.ToRetry, CodeTime, "Le serveur "+to.String()+" n'a pas répondu dans le temps prévu.", hintAlone)
	}
	return Back(deliver.ToRetry, CodeCut, "La connexion au serveur "+to.String()+" a été coupée pendant le dépôt.", hintAlone)
}

// IsAnswer reports whether an error is what the server answered. Anything else says that no answer
// came.
func IsAnswer(err error) bool {
	if status, ok := errors.AsType[*client.StatusError](err); ok {
		return status.FxCode() != client.ErrSSHFxNoConnection && status.FxCode() != client.ErrSSHFxConnectionLost
	}
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)
}

// isEnd reports whether an error is the end of the connection.
func isEnd(err error) bool {
	_, network := errors.AsType[net.Error](err)
	return network || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}

// Status codes of later drafts of SFTP, which some servers answer
// (draft-ietf-secsh-filexfer-13, section 9.1).
const (
	statusNoSuchPath   = 10
	statusWriteProtect = 12
	statusNoSpace      = 14
	statusQuota        = 15
)

// Explain says in French what the server answered; full says that it has no room left.
func Explain(to Target, err error, full bool) *Setback {
	status, _ := errors.AsType[*client.StatusError](err)
	code, said := uint32(0), ""
	if status != nil {
		code, said = status.Code, to.WithoutSecrets(status.Error())
	}
	var s *Setback
	switch {
	case full, code == statusNoSpace, code == statusQuota, saysFull(said):
		s = Back(deliver.ToRetry, CodeFull, "Le disque du serveur "+to.String()+" est plein, ou le quota de « "+to.User+" » y est atteint.",
			"Demandez au partenaire de faire de la place ; l'envoi reprendra de lui-même.")
	case errors.Is(err, fs.ErrPermission), code == statusWriteProtect:
		s = Trouble(CodeFolder, "« "+to.User+" » n'a pas le droit d'écrire dans le dossier « "+to.Folder+" » du serveur "+to.String()+".",
			"Demandez au partenaire le droit d'y créer et d'y renommer des fichiers, ou choisissez un autre dossier dans le connecteur.")
	case errors.Is(err, fs.ErrNotExist), code == statusNoSuchPath:
		s = Missing(to)
	default:
		s = Back(deliver.ToRetry, CodeFailed, "Le serveur "+to.String()+" n'a pas pu enregistrer le fichier dans « "+to.Folder+" ».",
			"Si cela dure, demandez au partenaire si son disque est plein ou si le dossier est bloqué ; l'envoi reprendra de lui-même.")
	}
	s.Receipt.PartnerMessage = said
	return s
}

// saysFull recognises a full disk in the words of a server: SFTP 3 has no code for it.
func saysFull(said string) bool {
	said = strings.ToLower(said)
	return strings.Contains(said, "no space") || strings.Contains(said, "quota") || strings.Contains(said, "disk full")
}

// Missing is a folder that is not there.
func Missing(to Target) *Setback {
	return Trouble(CodeFolder, "Le dossier « "+to.Folder+" » est introuvable au serveur "+to.String()+", ou n'est pas un dossier.",
		"Vérifiez le dossier dans le connecteur, ou demandez au partenaire de le créer.")
}
