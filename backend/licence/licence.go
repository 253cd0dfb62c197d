// Package licence knows what others wrote of the program: every Go module and npm package that
// a build for Windows, macOS or Linux contains, with its version and the text of its licence.
// build/licences.go writes licences.json from the build itself: `make licences`.
//
//	all, err := licence.All()
//	fmt.Println(all[0].Name, all[0].Version, all[0].Licence)
package licence

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed licences.json
var file []byte

// Kinds of components.
const (
	Go  = "go"  // a module
	NPM = "npm" // a package of the window's frontend
	C   = "c"   // C code that a module brings
)

// Component is a part of the program that others wrote.
type Component struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Kind    string `json:"kind"`
	Licence string `json:"licence"` // SPDX expression, as "MIT"
	// Texts are the licences and notices that come with it, by their keys in File.Texts.
	Texts []string `json:"texts"`
}

// File is licences.json: the components by kind and name, and each text once.
type File struct {
	Components []Component       `json:"components"`
	Texts      map[string]string `json:"texts"`
}

// Read gives what the program was built from.
func Read() (File, error) {
	var f File
	if err := json.Unmarshal(file, &f); err != nil {
		return f, fmt.Errorf("read the licences: %w", err)
	}
	return f, nil
}

// All lists the components, with no text.
func All() ([]Component, error) {
	f, err := Read()
	return f.Components, err
}

// Text is all that comes with a component; "" for one that is not there.
func (f File) Text(kind, name, version string) string {
	text := ""
	for _, c := range f.Components {
		if c.Kind != kind || c.Name != name || c.Version != version {
			continue
		}
		for _, key := range c.Texts {
			if text != "" {
				text += "\n\n"
			}
			text += f.Texts[key]
		}
	}
	return text
}
