package window

import (
	"path/filepath"
	"strings"
)

// Arguments is what the command line says to the window.
type Arguments struct {
	DataDir string // --data DIR; "" when absent
	SansGPU bool   // --sans-gpu: draw without the graphics card, for RDP and Citrix
	// Files are what the system asks to open: a file that was double-clicked. They are given
	// as they came; whether they are files at all is for whoever opens them.
	Files []string
}

// Parse reads the arguments of the program, without its name. It reports false as soon as
// one of them is neither an option of the window nor a file: the command line takes them all.
// A command is a bare word, a file has a folder or an extension; the disk is not asked.
func Parse(args []string) (Arguments, bool) {
	var a Arguments
	for i := 0; i < len(args); i++ {
		arg := args[i]
		value, inline := strings.CutPrefix(arg, "--data=")
		switch {
		case inline && value != "":
			a.DataDir = value
		case arg == "--data" && i+1 < len(args) && args[i+1] != "":
			i++
			a.DataDir = args[i]
		case arg == "--sans-gpu":
			a.SansGPU = true
		case strings.HasPrefix(arg, "-psn_"): // macOS names its process so when Finder starts it
		case !strings.HasPrefix(arg, "-") && strings.ContainsAny(arg, `./\`):
			a.Files = append(a.Files, arg)
		default:
			return Arguments{}, false
		}
	}
	return a, true
}

// Within gives the files with the folder that they were named in: another process's.
func (a Arguments) Within(dir string) []string {
	files := make([]string, len(a.Files))
	for i, name := range a.Files {
		if files[i] = name; !filepath.IsAbs(name) {
			files[i] = filepath.Join(dir, name)
		}
	}
	return files
}
