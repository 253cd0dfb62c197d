package sftp

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/remote"
)

// words turns what a delivery says of a server into what a reception says.
var words = strings.NewReplacer(
	"l'envoi reprendra de lui-même", "la réception reprendra d'elle-même",
	"au partenaire", "à l'exploitant du serveur", "le partenaire", "l'exploitant du serveur", "Le partenaire", "L'exploitant du serveur",
	"dans le connecteur", "sur la page de la réception", "sur la page du connecteur", "sur la page de la réception",
	"Le dépôt a été interrompu", "La réception a été interrompue", "pendant le dépôt", "pendant la lecture",
	"Rien n'a été envoyé", "Rien n'a été dit au serveur", "rien n'a été envoyé", "rien n'a été dit au serveur",
)

// setbackOf is what reaching a server came to.
func setbackOf(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	if s, ok := errors.AsType[*receive.Setback](err); ok {
		return s
	}
	if _, ok := errors.AsType[*remote.Setback](err); !ok {
		return &receive.Setback{Code: receive.CodePlace, Unreached: true, Message: "Le serveur n'a pas répondu dans le temps prévu.",
			Hint: "Vérifiez la connexion à Internet ; la réception reprendra d'elle-même."}
	}
	r := remote.ReceiptOf(err)
	return &receive.Setback{Code: r.Code, Message: words.Replace(r.Message), Hint: words.Replace(r.Hint), Stops: r.Trouble, Unreached: r.Unreached,
		Cut: !r.Trouble && !r.Unreached}
}

// broken reports whether an error says that no answer came: the connection is over.
func broken(err error) bool { return !remote.IsAnswer(err) && !errors.Is(err, errNoFolder) }

func (p *place) unlisted(ctx context.Context, err error) error {
	if broken(err) {
		return p.cut(ctx)
	}
	hint := "Vérifiez le dossier sur la page de la réception, et demandez à l'exploitant du serveur si « " + p.to.User + " » peut le lire."
	if errors.Is(err, fs.ErrPermission) {
		return &receive.Setback{Code: deliver.TroubleFolder, Hint: hint,
			Message: "« " + p.to.User + " » n'a pas le droit de lister le dossier « " + p.to.Folder + " » du serveur " + p.to.String() + "."}
	}
	return &receive.Setback{Code: deliver.TroubleFolder, Hint: hint,
		Message: "Le dossier « " + p.to.Folder + " » est introuvable au serveur " + p.to.String() + ", ou ne se laisse pas lister."}
}

// cut is a connection that ended, or a server that went silent.
func (p *place) cut(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	return &receive.Setback{Code: remote.CodeCut, Cut: true, Unreached: true, Message: "La connexion au serveur " + p.to.String() + " a été coupée pendant la lecture.",
		Hint: "Rien à faire : la réception reprendra d'elle-même, là où elle s'est arrêtée."}
}

// ofFile says why one file cannot be read; nil for no error.
func (p *place) ofFile(ctx context.Context, f receive.Found, err error) error {
	s, ok := errors.AsType[*receive.Setback](err)
	switch {
	case err == nil:
		return nil
	case ok:
		return s
	case errors.Is(err, fs.ErrNotExist):
		return receive.Changed(f.Path)
	case broken(err):
		return p.cut(ctx)
	case errors.Is(err, fs.ErrPermission):
		return &receive.Setback{Code: receive.CodeLocked, OfFile: true, Message: "« " + p.to.User + " » n'a pas le droit de lire « " + f.Path + " » au serveur " + p.to.String() + ".",
			Hint: "Demandez à l'exploitant du serveur le droit de le lire ; il sera relu de lui-même."}
	}
	return &receive.Setback{Code: receive.CodePlace, OfFile: true, Message: "Le serveur " + p.to.String() + " n'a pas pu donner « " + f.Path + " ».",
		Hint: "Il sera relu de lui-même ; si cela dure, demandez à l'exploitant du serveur ce qu'il en est."}
}

// unfiled says why a file, which was read, stays where it is.
func (p *place) unfiled(ctx context.Context, f receive.Found, err error) error {
	if broken(err) {
		return p.cut(ctx)
	}
	done := "n'a pas pu être déplacé dans « " + p.moved + " »"
	right := "d'y déplacer des fichiers"
	if p.after == firm.AfterDelete {
		done, right = "n'a pas pu être supprimé du serveur", "de supprimer des fichiers"
	}
	return &receive.Setback{Code: receive.CodeFiling, OfFile: true, Message: "« " + f.Path + " » est lu, mais " + done + ".",
		Hint: "Demandez à l'exploitant du serveur " + p.to.String() + " le droit " + right + ", ou choisissez de laisser les fichiers sur le serveur."}
}

func numbered(stem string, n int, ext string) string { return fmt.Sprintf("%s (%d)%s", stem, n, ext) }
