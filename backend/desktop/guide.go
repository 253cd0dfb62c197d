package desktop

// Guide is the first steps of a firm, on « Accueil » and in « Aide ».
type Guide struct{ desk *Desk }

// List says where each firm that one reaches stands.
func (g *Guide) List() ([]GuideProgress, error) {
	return ask(g.desk, func(v visit) ([]GuideProgress, error) {
		found, err := v.house.Guides.List(v.ctx, v.actor)
		list := make([]GuideProgress, len(found))
		for i, p := range found {
			list[i] = GuideProgress{FirmID: p.FirmID, FirmName: p.FirmName, Done: p.Done, Finished: p.Finished, Steps: make([]GuideStep, len(p.Steps))}
			for n, s := range p.Steps {
				list[i].Steps[n] = GuideStep{Key: s.Key, Title: s.Title, Done: s.Done, Sentence: s.Sentence, Button: s.Button,
					Target: string(s.Target), TargetID: s.TargetID, Least: s.Least}
			}
		}
		return list, err
	})
}
