package desktop

import (
	"runtime"

	"sobank/backend/licence"
)

// About is « À propos »: which version this is, and what others wrote of it.
type About struct{ desk *Desk }

// Get gives the version and the components, with no text of theirs.
func (a *About) Get() (AboutFacts, error) {
	return ask(a.desk, func(visit) (AboutFacts, error) {
		components, err := licence.All()
		facts := AboutFacts{Version: a.desk.options.Version, System: runtime.GOOS + "/" + runtime.GOARCH,
			DrawsWithout: a.desk.options.SansGPU, Components: make([]AboutComponent, len(components))}
		for i, c := range components {
			facts.Components[i] = AboutComponent{Name: c.Name, Version: c.Version, Kind: c.Kind, Licence: c.Licence}
		}
		return facts, err
	})
}

// Text is the licence of a component, with its notices.
func (a *About) Text(kind, name, version string) (string, error) {
	return ask(a.desk.given(kind, name, version), func(visit) (string, error) {
		file, err := licence.Read()
		return file.Text(kind, name, version), err
	})
}
