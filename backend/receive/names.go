package receive

import "strings"

// unfinished end the names of files that programs still write, or keep for themselves.
var unfinished = []string{".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", "~"}

// ownFiles are what systems leave in folders.
var ownFiles = []string{"thumbs.db", "desktop.ini"}

// Unfinished reports whether a file is not to be looked at, by its name: it is hidden, still
// being written, or a program's own.
func Unfinished(name string) bool {
	low := strings.ToLower(name)
	if strings.HasPrefix(low, ".") || strings.HasPrefix(low, "~") {
		return true
	}
	for _, end := range unfinished {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	for _, own := range ownFiles {
		if low == own {
			return true
		}
	}
	return false
}
