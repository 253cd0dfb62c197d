package folder

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"sobank/backend/deliver"
	"sobank/backend/receive"
)

// Our codes.
const (
	codeSetting = "REGLAGE"
	codeFolder  = deliver.TroubleFolder
	codeTime    = "DELAI"
)

// explain says in French why the folder cannot be had.
func (p *place) explain(ctx context.Context, err error) error {
	if _, ok := errors.AsType[*receive.Setback](err); ok || ctx.Err() != nil {
		return err
	}
	switch {
	case errors.Is(err, errMute):
		return &receive.Setback{Code: codeTime, Unreached: true, Message: "Le dossier « " + p.dir + " » ne répond pas.",
			Hint: "Vérifiez que son disque ou son partage réseau répond ; la réception reprendra d'elle-même."}
	case errors.Is(err, fs.ErrPermission):
		return &receive.Setback{Code: codeFolder, Message: "Le programme n'a pas le droit de lire le dossier « " + p.dir + " ».",
			Hint: "Donnez à cette session le droit d'en lister et d'en lire les fichiers, ou choisissez un autre dossier."}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return &receive.Setback{Code: codeFolder, Message: "Le dossier « " + p.dir + " » est introuvable, ou n'est pas un dossier.",
			Hint: "Recréez-le, reconnectez son lecteur ou son partage réseau, ou choisissez un autre dossier."}
	}
	return &receive.Setback{Code: codeFolder, Message: "Le dossier « " + p.dir + " » n'a pas pu être lu.",
		Hint: "Vérifiez que son disque ou son partage réseau répond ; la réception reprendra d'elle-même."}
}

// explainFile says why one file cannot be read.
func (p *place) explainFile(ctx context.Context, f receive.Found, err error) error {
	if _, ok := errors.AsType[*receive.Setback](err); ok || ctx.Err() != nil {
		return err
	}
	if errors.Is(err, errMute) {
		return p.explain(ctx, err)
	}
	if errors.Is(err, fs.ErrPermission) || isHeld(err) {
		return &receive.Setback{Code: receive.CodeLocked, OfFile: true, Message: "« " + f.Path + " » est occupé par un autre programme, ou vous n'avez pas le droit de le lire.",
			Hint: "Fermez le programme qui l'a ouvert, ou donnez à cette session le droit de le lire ; il sera relu de lui-même."}
	}
	return &receive.Setback{Code: receive.CodePlace, OfFile: true, Message: "« " + f.Path + " » n'a pas pu être lu.",
		Hint: "Vérifiez que le disque ou le partage réseau répond ; il sera relu de lui-même."}
}

// unfiled says why a file, which was read, stays where it is.
func (p *place) unfiled(ctx context.Context, f receive.Found, sub string, err error) error {
	if _, ok := errors.AsType[*receive.Setback](err); ok || ctx.Err() != nil {
		return err
	}
	s := &receive.Setback{Code: receive.CodeFiling, OfFile: true, Message: "« " + f.Path + " » est lu, mais n'a pas pu être déplacé dans « " + sub + " ».",
		Hint: "Donnez à cette session le droit d'écrire dans « " + p.dir + " » et d'en déplacer les fichiers ; il sera déplacé de lui-même."}
	if isFull(err) {
		s.Message = "« " + f.Path + " » est lu, mais le disque du dossier surveillé est plein : il n'a pas pu être classé dans « " + sub + " »."
		s.Hint = "Libérez de la place sur ce disque ; le fichier sera classé de lui-même."
	}
	return s
}
