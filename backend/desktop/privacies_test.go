package desktop

import (
	"archive/zip"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// exporting is a desk with its Superviseur at the window, whose save dialog answers a path.
func exporting(t *testing.T, path string) (*Desk, *world, chan ClientExportDone) {
	t.Helper()
	w := mustWorld(t)
	done := make(chan ClientExportDone, 1)
	desk := New(Options{DataDir: w.dir, Dialogs: savesAt(path), Emit: func(event string, data any) {
		if event == "privacy:exported" {
			done <- data.(ClientExportDone)
		}
	}})
	desk.Startup(t.Context())
	t.Cleanup(func() { desk.Shutdown(t.Context()) })
	desk.sit(w.actors[superviseur], false)
	return desk, w, done
}

type savesAt string

func (savesAt) OpenFiles(string) ([]string, error)        { return nil, nil }
func (savesAt) OpenFolder(string) (string, error)         { return "", nil }
func (s savesAt) SaveFile(string, string) (string, error) { return string(s), nil }

func TestExportOfAClientRunsBesideTheWindow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "client.zip")
	desk, w, told := exporting(t, path)
	job, err := desk.privacies.Export(w.client)
	if err != nil || job == "" {
		t.Fatal(job, err)
	}
	select {
	case done := <-told:
		if done.Job != job || done.Failure != nil || done.Path != path {
			t.Errorf("%+v", done)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("nothing was told")
	}
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	if len(archive.File) < 10 {
		t.Errorf("%d files", len(archive.File))
	}
}

func TestExportWhoseDialogIsClosed(t *testing.T) {
	desk, w, _ := exporting(t, "")
	if job, err := desk.privacies.Export(w.client); err != nil || job != "" {
		t.Errorf("%q %v", job, err)
	}
}

func TestExportThatFailsIsTold(t *testing.T) {
	desk, w, told := exporting(t, filepath.Join(t.TempDir(), "nowhere", "client.zip"))
	if _, err := desk.privacies.Export(w.client); err != nil {
		t.Fatal(err)
	}
	if done := <-told; done.Failure == nil || !strings.Contains(done.Failure.Message, "client.zip") {
		t.Errorf("%+v", done)
	}
}
