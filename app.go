package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	goruntime "runtime"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"sobank/backend/cli"
	"sobank/backend/desktop"
	"sobank/backend/fault"
	"sobank/backend/page"
	"sobank/backend/window"
)

const title = "So bank"

// App is the window's life: it opens the desk (the structs that the frontend calls) when
// the window opens, gives it the system's dialogs, and closes it with the window. It is the
// only code that knows Wails.
type App struct {
	ctx       context.Context // of the window; nil before it opens
	desk      *desktop.Desk
	sansGPU   bool
	windowID  string // of this account on this data folder
	openOnce  sync.Once
	place     window.Place
	placeFile string

	noticesOnce  sync.Once
	noticesReady chan struct{} // closed once the system's notifications are, or cannot be
	noticesErr   error
}

func newApp(asked window.Arguments) *App {
	a := &App{sansGPU: asked.SansGPU, placeFile: window.PlaceFile(), noticesReady: make(chan struct{})}
	a.place = window.Load(a.placeFile)
	a.windowID = desktop.WindowID(asked.DataDir)
	a.desk = desktop.New(desktop.Options{
		DataDir: asked.DataDir,
		Version: cli.Version,
		SansGPU: asked.SansGPU,
		Started: started,
		Dialogs: dialogs{a},
		Emit:    a.emit,
		Browse:  a.browse,
		Notify:  a.notify,
	})
	a.desk.OpenFiles(asked.Files)
	return a
}

// Run shows the window and returns when it is closed.
func (a *App) Run() error {
	start := options.Normal
	if a.place.Maximised {
		start = options.Maximised
	}
	return wails.Run(&options.App{
		Title:                    title,
		Width:                    a.place.Width,
		Height:                   a.place.Height,
		MinWidth:                 window.MinWidth,
		MinHeight:                window.MinHeight,
		WindowStartState:         start,
		BackgroundColour:         options.NewRGB(250, 250, 249),
		AssetServer:              &assetserver.Options{Assets: assets, Middleware: page.Guard(reach)},
		DragAndDrop:              &options.DragAndDrop{DisableWebViewDrop: true}, // a dropped file or link would replace the page
		EnableDefaultContextMenu: true,                                           // copy and paste by the right button
		LogLevel:                 logger.WARNING,
		LogLevelProduction:       logger.ERROR,
		OnStartup:                a.startup,
		OnDomReady:               a.domReady,
		OnBeforeClose:            a.beforeClose,
		OnShutdown:               a.shutdown,
		Bind:                     a.desk.Bound(),
		EnumBind:                 a.desk.Enums(),
		ErrorFormatter:           formatError,
		Menu:                     applicationMenu(),
		SingleInstanceLock:       &options.SingleInstanceLock{UniqueId: a.windowID, OnSecondInstanceLaunch: a.startedAgain},
		Linux:                    a.linux(),
		Windows:                  a.windows(),
		Mac:                      a.mac(),
	})
}

// startup opens the desk. On Linux the runtime begins it before it has looked for a window that
// is open already, and a second start must not set to work: the desk waits for the page there.
func (a *App) startup(ctx context.Context) {
	a.ctx = ctx
	if goruntime.GOOS != "linux" {
		a.open(ctx)
	}
}

func (a *App) open(ctx context.Context) { a.openOnce.Do(func() { a.desk.Startup(ctx) }) }

// startedAgain shows the window when the program is started a second time, with the files that
// it was given. Any process of this account could say so: what it says is read as arguments.
func (a *App) startedAgain(second options.SecondInstanceData) {
	if asked, isWindow := window.Parse(second.Args); isWindow {
		a.desk.OpenFiles(asked.Within(second.WorkingDirectory))
	}
	a.comeForward()
}

// comeForward puts the window in sight. Before it opens there is none.
func (a *App) comeForward() {
	if a.ctx == nil {
		return
	}
	runtime.WindowUnminimise(a.ctx)
	runtime.Show(a.ctx)
}

// openFile takes a file that the Finder opens.
func (a *App) openFile(path string) {
	a.desk.OpenFiles([]string{path})
	a.comeForward()
}

// shutdown closes the desk, then what shows notifications.
func (a *App) shutdown(ctx context.Context) {
	a.desk.Shutdown(ctx)
	runtime.CleanupNotifications(ctx)
}

// domReady puts the window back where it was left, if that is still in sight.
func (a *App) domReady(ctx context.Context) {
	a.open(ctx)
	if a.place.Maximised || !a.place.Placed {
		return
	}
	p := a.place.On(currentScreen(ctx))
	runtime.WindowSetSize(ctx, p.Width, p.Height)
	if p.Placed {
		runtime.WindowSetPosition(ctx, p.X, p.Y)
	}
}

// beforeClose keeps the window's place and lets it close.
func (a *App) beforeClose(ctx context.Context) bool {
	if a.placeFile == "" || runtime.WindowIsMinimised(ctx) || runtime.WindowIsFullscreen(ctx) {
		return false
	}
	p := a.place
	if p.Maximised = runtime.WindowIsMaximised(ctx); !p.Maximised {
		p.Width, p.Height = runtime.WindowGetSize(ctx)
		p.X, p.Y = runtime.WindowGetPosition(ctx)
		p.Placed = true
	}
	if err := p.Save(a.placeFile); err != nil {
		slog.Warn("close the window", "error", err)
	}
	return false
}

// emit sends an event to the frontend. Before the window opens nobody listens.
func (a *App) emit(event string, data any) {
	if a.ctx != nil {
		runtime.EventsEmit(a.ctx, event, data)
	}
}

// browse has the system open an address, in its browser or its mail program.
func (a *App) browse(address string) {
	if a.ctx != nil {
		runtime.BrowserOpenURL(a.ctx, address)
	}
}

// notify shows a notification of the system. The first one readies them, and macOS then asks
// the person whether they want any: as long as they have not said, it fails.
func (a *App) notify(title, text string) error {
	a.noticesOnce.Do(func() { go a.readyNotices() })
	select {
	case <-a.noticesReady:
	case <-time.After(5 * time.Second):
		return errors.New("nobody said yet whether notifications are welcome")
	}
	if a.noticesErr != nil {
		return a.noticesErr
	}
	return runtime.SendNotification(a.ctx, runtime.NotificationOptions{ID: uuid.NewString(), Title: title, Body: text})
}

func (a *App) readyNotices() {
	defer close(a.noticesReady)
	if a.noticesErr = runtime.InitializeNotifications(a.ctx); a.noticesErr != nil {
		return
	}
	allowed, err := runtime.RequestNotificationAuthorization(a.ctx)
	if a.noticesErr = err; err == nil && !allowed {
		a.noticesErr = errors.New("notifications are not allowed")
	}
}

// currentScreen is the monitor that shows the window, of size zero when unknown.
func currentScreen(ctx context.Context) window.Screen {
	screens, err := runtime.ScreenGetAll(ctx)
	if err != nil {
		return window.Screen{}
	}
	for _, s := range screens {
		if s.IsCurrent || len(screens) == 1 {
			return window.Screen{Width: s.Size.Width, Height: s.Size.Height}
		}
	}
	return window.Screen{}
}

// formatError is the error as the frontend parses it: a JSON string {code, message, field,
// hint}. The runtime makes `new Error(value)` of it, so an object would be lost. What nobody
// foresaw is logged here, once.
func formatError(err error) any {
	f := fault.From(err)
	if f.Code == fault.Internal {
		slog.Error("unexpected failure", "error", err)
	}
	text, jsonErr := json.Marshal(f)
	if jsonErr != nil {
		return f.Message
	}
	return string(text)
}

// dialogs are the system's own, over the Wails runtime. A dialog that the user closes gives
// an empty answer and no error.
type dialogs struct{ app *App }

// OpenFiles lets the user choose files to read.
func (d dialogs) OpenFiles(title string) ([]string, error) {
	return runtime.OpenMultipleFilesDialog(d.app.ctx, runtime.OpenDialogOptions{Title: title})
}

// OpenFolder lets the user choose a folder.
func (d dialogs) OpenFolder(title string) (string, error) {
	return runtime.OpenDirectoryDialog(d.app.ctx, runtime.OpenDialogOptions{Title: title})
}

// SaveFile lets the user choose where to write; the system asks before replacing a file.
func (d dialogs) SaveFile(title, name string) (string, error) {
	return runtime.SaveFileDialog(d.app.ctx, runtime.SaveDialogOptions{Title: title, DefaultFilename: name})
}

// applicationMenu is the menu bar of macOS, without which copy and paste do not work there.
// Windows and Linux have none.
func applicationMenu() *menu.Menu {
	if goruntime.GOOS != "darwin" {
		return nil
	}
	return menu.NewMenuFromItems(menu.AppMenu(), menu.EditMenu(), menu.WindowMenu())
}

func (a *App) linux() *linux.Options {
	policy := linux.WebviewGpuPolicyOnDemand
	if a.sansGPU {
		policy = linux.WebviewGpuPolicyNever
	}
	return &linux.Options{
		Icon:             icon,
		ProgramName:      "sobank",
		WebviewGpuPolicy: policy,
		Messages:         &linux.Messages{WebKit2GTKMinRequired: "So bank demande WebKit2GTK %s ou plus récent."},
	}
}

func (a *App) windows() *windows.Options {
	return &windows.Options{
		Theme:                windows.SystemDefault,
		WebviewGpuIsDisabled: a.sansGPU,
		WebviewUserDataPath:  webviewFolder(),
		Messages: &windows.Messages{
			InstallationRequired: "So bank demande le composant Microsoft WebView2. Cliquez sur OK pour le télécharger et l'installer, puis patientez.",
			UpdateRequired:       "Le composant Microsoft WebView2 doit être mis à jour. Cliquez sur OK pour le télécharger et l'installer, puis patientez.",
			MissingRequirements:  "Composant manquant",
			Webview2NotInstalled: "Microsoft WebView2 n'est pas installé",
			Error:                "Erreur",
			FailedToInstall:      "L'installation de Microsoft WebView2 a échoué. Recommencez.",
			DownloadPage:         "So bank demande Microsoft WebView2. Cliquez sur OK pour ouvrir sa page de téléchargement. Version minimale : ",
			PressOKToInstall:     "Cliquez sur OK pour installer.",
			ContactAdmin:         "So bank demande Microsoft WebView2. Adressez-vous à votre administrateur informatique.",
			InvalidFixedWebview2: "Le composant Microsoft WebView2 indiqué n'est pas valable. Vérifiez sa version et son dossier.",
			WebView2ProcessCrash: "Microsoft WebView2 s'est arrêté : So bank doit être relancé.",
		},
	}
}

func (a *App) mac() *mac.Options {
	return &mac.Options{
		About:      &mac.AboutInfo{Title: title, Message: "Version " + cli.Version, Icon: icon},
		OnFileOpen: a.openFile,
	}
}

// webviewFolder is where WebView2 keeps its own files, apart for each person of the machine.
func webviewFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "So bank", "WebView2")
}
