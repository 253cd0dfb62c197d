package window

import "strings"

// Arguments is what the command line says to the window.
type Arguments struct {
	DataDir string // --data DIR; "" when absent
	SansGPU bool   // --sans-gpu: draw without the graphics card, for RDP and Citrix
}

// Parse reads the arguments of the program, without its name. It reports false as soon as
// one of them is anything but an option of the window: the command line takes them all.
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
		default:
			return Arguments{}, false
		}
	}
	return a, true
}
