package sqlite

import (
	"os"
	"path/filepath"
	"strings"

	"sobank/backend/fault"
)

// A ground is where a data folder lies. SQLite's log wants memory that all processes share, which a
// network share has not, and a program that copies a folder elsewhere copies its files at different
// moments: both lose data sooner or later.

// refuseGround refuses a data folder on a network share or in a folder that is synchronised. The folder
// may not be there yet: what it is to be made in counts.
func refuseGround(dir string, remote func(string) bool, getenv func(string) string) error {
	there, err := filepath.Abs(dir)
	if err != nil {
		return nil // making it says why
	}
	for _, err := os.Stat(there); err != nil && filepath.Dir(there) != there; _, err = os.Stat(there) {
		there = filepath.Dir(there)
	}
	real := there
	if followed, err := filepath.EvalSymlinks(there); err == nil {
		real = followed
	}
	if remote(real) {
		return fault.Newf(fault.Conflict, "Le dossier de données « %s » est sur un partage réseau : So bank n'y travaille pas, des données s'y perdraient.", dir).
			WithHint("Déplacez-le sur le disque de cet ordinateur, ou choisissez-en un autre (--data DOSSIER ou SOBANK_DATA).")
	}
	if by := synchronised(real, getenv); by != "" {
		return fault.Newf(fault.Conflict, "Le dossier de données « %s » est dans un dossier que %s synchronise : So bank n'y travaille pas, des données s'y perdraient.", dir, by).
			WithHint("Déplacez-le hors de ce dossier ; les sauvegardes, elles, peuvent y aller : elles sont chiffrées.")
	}
	return nil
}

// synchronisers are the folders of programs that copy them elsewhere, by how their names begin.
var synchronisers = []struct{ begins, name string }{
	{"onedrive", "OneDrive"}, {"dropbox", "Dropbox"}, {"google drive", "Google Drive"}, {"googledrive", "Google Drive"}, {"mon drive", "Google Drive"}, {"my drive", "Google Drive"},
	{"iclouddrive", "iCloud"}, {"icloud drive", "iCloud"}, {"mobile documents", "iCloud"}, {"cloudstorage", "un service en ligne"},
	{"nextcloud", "Nextcloud"}, {"owncloud", "ownCloud"}, {"pclouddrive", "pCloud"}, {"kdrive", "kDrive"}, {"syncthing", "Syncthing"},
}

// synchronised names the program that copies a folder elsewhere, "" when none is known to.
func synchronised(dir string, getenv func(string) string) string {
	for _, variable := range []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"} {
		root := getenv(variable)
		if inside, err := filepath.Rel(root, dir); root != "" && err == nil && inside != ".." && !strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
			return "OneDrive"
		}
	}
	for part := range strings.SplitSeq(strings.ToLower(filepath.ToSlash(dir)), "/") {
		for _, s := range synchronisers {
			if part == s.begins || strings.HasPrefix(part, s.begins+" ") || strings.HasPrefix(part, s.begins+"-") {
				return s.name
			}
		}
	}
	return ""
}
