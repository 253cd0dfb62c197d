package desktop

import (
	"slices"

	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/receive"
)

// Receptions is the card « Réception des relevés » of a firm, and a source's page. Settings,
// credentials, pause and test are those of Connectors.
type Receptions struct{ desk *Desk }

// shownFiles is how many files a source's page shows.
const shownFiles = 100

// Kinds is the catalogue, in the order of the choice.
func (r *Receptions) Kinds() ([]Partner, error) {
	return ask(r.desk, func(visit) ([]Partner, error) {
		rows := make([]Partner, len(firm.Sources))
		for i, p := range firm.Sources {
			rows[i] = partnerOf(p)
		}
		return rows, nil
	})
}

// List gives a firm's sources by name, with how they stand.
func (r *Receptions) List(firmID int64) ([]ReceptionRow, error) {
	return ask(r.desk, func(v visit) ([]ReceptionRow, error) {
		list, err := v.house.Firms.ListSources(v.ctx, v.actor, firmID)
		if err != nil {
			return nil, err
		}
		rows := make([]ReceptionRow, len(list))
		for i, one := range list {
			st, err := v.house.Receptions.Status(v.ctx, v.actor, one.ID)
			if err != nil {
				return nil, err
			}
			rows[i] = receptionRow(st)
		}
		return rows, nil
	})
}

// Get gives one source with the latest files that it showed.
func (r *Receptions) Get(id int64) (ReceptionDetails, error) {
	return ask(r.desk, func(v visit) (ReceptionDetails, error) {
		st, err := v.house.Receptions.Status(v.ctx, v.actor, id)
		if err != nil {
			return ReceptionDetails{}, err
		}
		d := ReceptionDetails{Row: receptionRow(st), Files: []ReceptionFile{}}
		if d.Connector, err = connectorDetails(v, id); err != nil {
			return d, err
		}
		files, err := v.house.Receptions.Files(v.ctx, v.actor, id, shownFiles)
		for _, f := range files {
			d.Files = append(d.Files, ReceptionFile{ID: f.ID, Path: f.Path, Size: f.Size, ModifiedAt: at(f.ModifiedAt), Outcome: string(f.Outcome), OutcomeName: f.Outcome.French(),
				FileID: f.FileID, Statements: f.Statements, Operations: f.Operations, Reason: f.Reason, Hint: f.Hint, TakenAt: at(f.TakenAt), FiledAs: f.FiledAs, Filed: f.Filed})
		}
		d.CanLook = v.house.Receptions.MayLook(v.ctx, v.actor, id) == nil
		return d, err
	})
}

// Add adds a source to a firm, under a name of its kind.
func (r *Receptions) Add(firmID int64, kind string) (ReceptionRow, error) {
	return ask(r.desk.given(kind), func(v visit) (ReceptionRow, error) {
		if !slices.Contains(firm.SourceKeys(), kind) {
			return ReceptionRow{}, fault.New(fault.Invalid, "Cette réception n'est pas connue.").WithField("kind")
		}
		added, err := v.house.Firms.AddConnector(v.ctx, v.actor, firmID, kind, "")
		if err != nil {
			return ReceptionRow{}, err
		}
		st, err := v.house.Receptions.Status(v.ctx, v.actor, added.ID)
		return receptionRow(st), err
	})
}

// LookNow has a source looked into at once, « Relever maintenant ».
func (r *Receptions) LookNow(id int64) error {
	return do(r.desk, func(v visit) error {
		if err := v.house.Receptions.MayLook(v.ctx, v.actor, id); err != nil {
			return err
		}
		r.desk.receiving.look(id)
		return nil
	})
}

// Stop ends what is being received: the file under way leaves nothing behind, those before stay.
func (r *Receptions) Stop() error {
	return do(r.desk, func(v visit) error {
		if err := v.house.Deliveries.MaySync(v.ctx, v.actor); err != nil {
			return err
		}
		r.desk.receiving.halt()
		return nil
	})
}

// State is what is being received now, in the firms that one reaches.
func (r *Receptions) State() (ReceptionState, error) {
	return ask(r.desk, func(v visit) (ReceptionState, error) { return r.desk.receiving.state(v), nil })
}

// Again forgets that a file was taken: it is read again if its source still has it.
func (r *Receptions) Again(fileID int64) error {
	return do(r.desk, func(v visit) error {
		if err := v.house.Receptions.Again(v.ctx, v.actor, fileID); err != nil {
			return err
		}
		r.desk.receiving.kick()
		return nil
	})
}

// Notice says that the rejected files of a source were seen.
func (r *Receptions) Notice(id int64) error {
	return do(r.desk, func(v visit) error { return v.house.Receptions.Notice(v.ctx, v.actor, id) })
}

func receptionRow(st receive.Status) ReceptionRow {
	c := st.Source
	partner, _ := firm.PartnerOf(c.Partner)
	place := c.Setting("folder")
	if c.Partner == firm.SourceSFTP && c.Setting("host") != "" {
		place = c.Setting("host") + " : " + c.Setting("remote_folder")
	}
	return ReceptionRow{ID: c.ID, FirmID: c.FirmID, Kind: c.Partner, KindName: partner.Name, Name: c.Name, Place: place, Paused: c.Paused,
		Missing: missingSentence(c, st.Status), Elsewhere: elsewhere(st), Trouble: st.Status.Trouble, TroubleHint: st.Status.TroubleHint, Problem: st.Problem, ProblemHint: st.ProblemHint,
		NextAt: at(st.NextAt), TriedAt: at(st.TriedAt), LookedAt: at(st.LookedAt), LastTakenAt: at(st.LastTakenAt), Waiting: st.Waiting, Taken: st.Taken, Rejected: st.Rejected, Unnoticed: st.Unnoticed}
}

// elsewhere says that the credentials are in another session's keychain.
func elsewhere(st receive.Status) string {
	if st.Status.HereToo || len(st.Status.OSAccounts) == 0 {
		return ""
	}
	return "Identifiants absents de cette session : rien n'est relevé d'ici."
}
