package sftp

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
	codeSetting    = "REGLAGE"
	codeFolder     = deliver.TroubleFolder
	codeFull       = "DISQUE-PLEIN"
	codeName       = "NOM"
	codeCheck      = "CONTROLE"
	codeTaken      = "NOM-DEJA-PRIS"
	codeUnreadable = "FICHIER-ILLISIBLE"
	codeFailed     = "DEPOT"
	codeTime       = "DELAI"
	codeStopped    = "INTERROMPU"
	codeNotNoted   = "NON-NOTE"

	codeRefused    = "CONNEXION-REFUSEE"
	codeNoName     = "SERVEUR-INTROUVABLE"
	codeUnreached  = "INJOIGNABLE"
	codeCut        = "COUPURE"
	codeAlgorithms = "ALGORITHMES"
	codeNoSFTP     = "SFTP"

	codeUnknownKey = "CLE-A-CONFIRMER"
	codeChangedKey = "CLE-CHANGEE"

	codeCredentials = "IDENTIFIANTS"
	codePassword    = "MOT-DE-PASSE"
	codeKeyRefused  = "CLE-REFUSEE"
	codeKeyUnread   = "CLE-ILLISIBLE"
	codePassphrase  = "PHRASE-SECRETE"
	codeElse        = "AUTHENTIFICATION"
)

const (
	hintAlone  = "Rien à faire : l'envoi reprendra de lui-même."
	hintServer = "Vérifiez la connexion à Internet, et le serveur et le port dans le connecteur ; l'envoi reprendra de lui-même."
)

// setback is a receipt on its way up as an error. Its text is the code alone.
type setback struct {
	receipt deliver.Receipt
	asks    *deliver.Question // what a person may confirm about it, nil for nothing
}

func (s *setback) Error() string { return "sftp: " + s.receipt.Code }

func back(state deliver.State, code, message, hint string) *setback {
	return &setback{receipt: deliver.Receipt{State: state, Code: code, Message: message, Hint: hint}}
}

// trouble is a setback that is the whole connector's: no statement passes until somebody mends it.
func trouble(code, message, hint string) *setback {
	s := back(deliver.ToRetry, code, message, hint)
	s.receipt.Trouble = true
	return s
}

func misset(message, hint string) *setback { return trouble(codeSetting, message, hint) }

// away is a server that was not reached at all.
func away(code, message, hint string) *setback {
	s := back(deliver.ToRetry, code, message, hint)
	s.receipt.Unreached = true
	return s
}

// receiptOf is what an error of this package says.
func receiptOf(err error) deliver.Receipt {
	if s, ok := errors.AsType[*setback](err); ok {
		return s.receipt
	}
	return back(deliver.ToRetry, codeFailed, "Le fichier n'a pas pu être déposé.", hintAlone).receipt
}

// askedHint is a hint for a person who waits for the answer, where nothing resumes by itself.
func askedHint(hint string) string {
	if hint == hintAlone {
		return "Recommencez dans un instant."
	}
	return strings.ReplaceAll(hint, " ; l'envoi reprendra de lui-même", ", puis recommencez")
}

// unreached says why a server could not be reached. The error's own text is not shown.
func unreached(ctx context.Context, to target, err error) *setback {
	name, isName := errors.AsType[*net.DNSError](err)
	network, isNetwork := errors.AsType[net.Error](err)
	switch {
	case stopped(ctx):
		return interrupted()
	case isName && name.IsNotFound:
		return away(codeNoName, "Le nom du serveur "+to.String()+" est introuvable.", hintServer)
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, wsaRefused):
		return away(codeRefused, "Le serveur "+to.String()+" a refusé la connexion.", hintServer)
	case ctx.Err() != nil, isNetwork && network.Timeout():
		return away(codeTime, "Le serveur "+to.String()+" n'a pas répondu dans le temps prévu.", hintServer)
	}
	return away(codeUnreached, "Le serveur "+to.String()+" n'a pas pu être joint.", hintServer)
}

// wsaRefused is WSAECONNREFUSED, which Windows answers and package syscall does not name.
const wsaRefused syscall.Errno = 10061

// slowHandshake is a server that took the connection and then went silent.
func slowHandshake(ctx context.Context, to target) *setback {
	if stopped(ctx) {
		return interrupted()
	}
	return away(codeTime, "Le serveur "+to.String()+" a pris la connexion, puis n'a plus répondu dans le temps prévu.", hintServer)
}

// unfinished is a handshake that came to nothing.
func unfinished(to target, err error) *setback {
	if _, ok := errors.AsType[*ssh.AlgorithmNegotiationError](err); ok {
		return trouble(codeAlgorithms, "Le serveur "+to.String()+" ne connaît que des chiffrements trop anciens : rien n'a été envoyé.", "Demandez au partenaire de mettre son serveur SFTP à jour.")
	}
	return away(codeCut, "La connexion au serveur "+to.String()+" a été coupée avant d'être établie.", hintServer)
}

// stopped reports whether whoever started the call wants no more of it.
func stopped(ctx context.Context) bool {
	return errors.Is(ctx.Err(), context.Canceled)
}

func interrupted() *setback {
	return back(deliver.ToRetry, codeStopped, "Le dépôt a été interrompu.", hintAlone)
}

// ended is a call whose context ended, or whose connection was cut, while files were handled.
func ended(ctx context.Context, to target) *setback {
	switch {
	case stopped(ctx):
		return interrupted()
	case ctx.Err() != nil:
		return back(deliver.ToRetry, codeTime, "Le serveur "+to.String()+" n'a pas répondu dans le temps prévu.", hintAlone)
	}
	return back(deliver.ToRetry, codeCut, "La connexion au serveur "+to.String()+" a été coupée pendant le dépôt.", hintAlone)
}

// isAnswer reports whether an error is what the server answered. Anything else says that no answer
// came.
func isAnswer(err error) bool {
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

// explain says in French what the server answered; full says that it has no room left.
func explain(to target, err error, full bool) *setback {
	status, _ := errors.AsType[*client.StatusError](err)
	code, said := uint32(0), ""
	if status != nil {
		code, said = status.Code, to.withoutSecrets(status.Error())
	}
	var s *setback
	switch {
	case full, code == statusNoSpace, code == statusQuota, saysFull(said):
		s = back(deliver.ToRetry, codeFull, "Le disque du serveur "+to.String()+" est plein, ou le quota de « "+to.user+" » y est atteint.",
			"Demandez au partenaire de faire de la place ; l'envoi reprendra de lui-même.")
	case errors.Is(err, fs.ErrPermission), code == statusWriteProtect:
		s = trouble(codeFolder, "« "+to.user+" » n'a pas le droit d'écrire dans le dossier « "+to.folder+" » du serveur "+to.String()+".",
			"Demandez au partenaire le droit d'y créer et d'y renommer des fichiers, ou choisissez un autre dossier dans le connecteur.")
	case errors.Is(err, fs.ErrNotExist), code == statusNoSuchPath:
		s = missing(to)
	default:
		s = back(deliver.ToRetry, codeFailed, "Le serveur "+to.String()+" n'a pas pu enregistrer le fichier dans « "+to.folder+" ».",
			"Si cela dure, demandez au partenaire si son disque est plein ou si le dossier est bloqué ; l'envoi reprendra de lui-même.")
	}
	s.receipt.PartnerMessage = said
	return s
}

// saysFull recognises a full disk in the words of a server: SFTP 3 has no code for it.
func saysFull(said string) bool {
	said = strings.ToLower(said)
	return strings.Contains(said, "no space") || strings.Contains(said, "quota") || strings.Contains(said, "disk full")
}

func missing(to target) *setback {
	return trouble(codeFolder, "Le dossier « "+to.folder+" » est introuvable au serveur "+to.String()+", ou n'est pas un dossier.",
		"Vérifiez le dossier dans le connecteur, ou demandez au partenaire de le créer.")
}
