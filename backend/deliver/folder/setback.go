package folder

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"sobank/backend/deliver"
)

// Our codes, for lists and for support.
const (
	codeSetting  = "REGLAGE"
	codeFolder   = "DOSSIER"
	codeFull     = "DISQUE-PLEIN"
	codeName     = "NOM"
	codeCheck    = "CONTROLE"
	codeTaken    = "NOM-DEJA-PRIS"
	codeFailed   = "DEPOT"
	codeTime     = "DELAI"
	codeStopped  = "INTERROMPU"
	codeNotNoted = "NON-NOTE"
)

const hintAlone = "Rien à faire : l'envoi reprendra de lui-même."

// setback is a receipt on its way up as an error. Its text is the code alone.
type setback struct{ receipt deliver.Receipt }

func (s *setback) Error() string { return "folder: " + s.receipt.Code }

func back(state deliver.State, code, message, hint string) *setback {
	return &setback{deliver.Receipt{State: state, Code: code, Message: message, Hint: hint}}
}

// trouble is a setback that is the whole connector's: no statement passes until somebody
// mends the folder.
func trouble(code, message, hint string) *setback {
	s := back(deliver.ToRetry, code, message, hint)
	s.receipt.Trouble = true
	return s
}

// receiptOf is what an error means for the delivery to dir.
func receiptOf(err error, dir string) deliver.Receipt {
	if s, ok := errors.AsType[*setback](err); ok {
		return s.receipt
	}
	return explain(err, dir).receipt
}

// explain says in French what the system refused.
func explain(err error, dir string) *setback {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return back(deliver.ToRetry, codeStopped, "Le dépôt a été interrompu.", hintAlone)
	case isDiskFull(err):
		return back(deliver.ToRetry, codeFull, "Le disque du dossier de dépôt « "+dir+" » est plein.", "Libérez de la place sur ce disque ; l'envoi reprendra de lui-même.")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return trouble(codeFolder, "Le programme n'a pas le droit d'écrire dans le dossier de dépôt « "+dir+" ».",
			"Donnez à cette session le droit d'y créer et d'y supprimer des fichiers, ou choisissez un autre dossier dans le connecteur.")
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return missing(dir)
	}
	return back(deliver.ToRetry, codeFailed, "Le fichier n'a pas pu être écrit dans le dossier de dépôt « "+dir+" ».", "Vérifiez que le disque ou le partage réseau répond ; l'envoi reprendra de lui-même.")
}

// mute is a folder that answers nothing in time, as a share that is gone.
func mute(dir string) *setback {
	return back(deliver.ToRetry, codeTime, "Le dossier de dépôt « "+dir+" » ne répond pas.", "Vérifiez que son disque ou son partage réseau répond ; l'envoi reprendra de lui-même.")
}

func missing(dir string) *setback {
	return trouble(codeFolder, "Le dossier de dépôt « "+dir+" » est introuvable, ou n'est pas un dossier.",
		"Recréez-le, reconnectez son lecteur ou son partage réseau, ou choisissez un autre dossier dans le connecteur.")
}
