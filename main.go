// So bank receives the bank statements of an accounting firm's clients, checks them, keeps
// them, and hands each one to exactly one place. With no argument it opens its window; with
// a command (import, parse, download…) it works in the terminal.
package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"sobank/backend/cli"
	"sobank/backend/window"
)

// assets is the built frontend. A build without it (go vet, go test) finds .gitkeep alone.
//
//go:embed all:frontend/dist
var assets embed.FS

//go:embed build/appicon.png
var icon []byte

// started is when the program was, as far as it can tell.
var started = time.Now()

func main() { os.Exit(run(os.Args[1:])) }

// run chooses between the window and the command line, and opens nothing before that.
// Exit codes: 0 done, 1 refused or failed, 2 misused.
func run(args []string) int {
	asked, isWindow := window.Parse(args)
	if !isWindow {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		return cli.Run(ctx, args, os.Stdin, os.Stdout, os.Stderr)
	}
	if window.NoDisplay() {
		fmt.Fprintln(os.Stderr, "So bank ne peut pas ouvrir sa fenêtre : il n'y a pas d'écran (ni DISPLAY ni WAYLAND_DISPLAY).")
		fmt.Fprintln(os.Stderr, "Ouvrez une session graphique, ou utilisez une commande : « sobank --help » les donne.")
		return 1
	}
	if err := openWindow(asked); err != nil {
		slog.Error("open the window", "error", err)
		fmt.Fprintln(os.Stderr, "So bank n'a pas pu ouvrir sa fenêtre. Vérifiez l'écran de cette session, ou utilisez une commande : « sobank --help » les donne.")
		return 1
	}
	return 0
}

// openWindow runs the window until it is closed. What the graphical toolkit panics about
// (a display that does not answer) comes back as an error.
func openWindow(asked window.Arguments) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.Join(err, fmt.Errorf("panic: %v", r))
		}
	}()
	return newApp(asked).Run()
}
