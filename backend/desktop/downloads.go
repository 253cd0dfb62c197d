package desktop

import (
	"strings"

	"sobank/backend/download"
	"sobank/backend/statement"
)

// Downloads is the global file.
type Downloads struct{ desk *Desk }

// Preview says what a download would hold and what it leaves out.
func (d *Downloads) Preview(f DownloadForm) (DownloadPreview, error) {
	return ask(d.desk.given(f), func(v visit) (DownloadPreview, error) {
		req, err := requestOf(f)
		if err != nil {
			return DownloadPreview{}, err
		}
		p, err := v.house.Downloads.Preview(v.ctx, v.actor, req)
		return previewOf(p), err
	})
}

func requestOf(f DownloadForm) (download.Request, error) {
	period, err := periodOf(f.From, f.To)
	cut := download.Cut{ByClient: f.ByClient, Most: int64(f.MostMB) * 1_000_000}
	return download.Request{FirmID: f.FirmID, Period: period, Format: f.Format, Cut: cut}, err
}

// PickPath lets the person choose where to write; "" when they close the dialog.
func (d *Downloads) PickPath(name string) (string, error) {
	return ask(d.desk.given(name), func(visit) (string, error) {
		return d.desk.options.Dialogs.SaveFile("Enregistrer le fichier global", name)
	})
}

// Take writes the global file.
func (d *Downloads) Take(f DownloadForm) (DownloadRow, error) {
	return ask(d.desk.given(f), func(v visit) (DownloadRow, error) {
		req, err := requestOf(f)
		if err != nil {
			return DownloadRow{}, err
		}
		taken, err := v.house.Downloads.Take(v.ctx, v.actor, req, f.Path)
		return downloadOf(taken), err
	})
}

// History lists a firm's downloads, latest first.
func (d *Downloads) History(firmID int64) ([]DownloadRow, error) {
	return ask(d.desk, func(v visit) ([]DownloadRow, error) {
		list, err := v.house.Downloads.History(v.ctx, v.actor, firmID)
		rows := make([]DownloadRow, len(list))
		for i, t := range list {
			rows[i] = downloadOf(t)
		}
		return rows, err
	})
}

// Again makes a past download again, to the byte.
func (d *Downloads) Again(id int64, path string) (DownloadRow, error) {
	return ask(d.desk.given(path), func(v visit) (DownloadRow, error) {
		taken, err := v.house.Downloads.Again(v.ctx, v.actor, id, path)
		return downloadOf(taken), err
	})
}

func previewOf(p download.Preview) DownloadPreview {
	preview := DownloadPreview{Statements: p.Statements, Operations: p.Operations, Accounts: p.Accounts, LeftOut: make([]Count, len(p.LeftOut)),
		FileName: p.FileName, FolderPath: downloadsFolder()}
	for i, l := range p.LeftOut {
		preview.LeftOut[i] = Count{Key: l.Key, Name: leftOutName(l.Key), Count: l.Count}
	}
	if p.Last != nil {
		preview.LastBy, preview.LastAt = p.Last.By, at(p.Last.At)
	}
	return preview
}

// leftOutName says why statements are not in the file.
func leftOutName(key string) string {
	if reason, held := strings.CutPrefix(key, "held:"); held {
		return "Retenu : " + statement.Reason(reason).French()
	}
	switch statement.Place(key) {
	case statement.ToSend:
		return "À envoyer par un connecteur"
	case statement.NoMovement:
		return "Sans mouvement"
	case statement.Aside:
		return "Sans IBAN"
	}
	return "Dossiers confidentiels"
}

func downloadOf(t download.Taken) DownloadRow {
	return DownloadRow{ID: t.ID, FirmID: t.FirmID, FileName: t.Name, Format: t.Format, From: t.Period.From.String(), To: t.Period.To.String(),
		Statements: t.Statements, Operations: t.Operations, Size: t.Size, Sha256: t.SHA256, By: t.By, TakenAt: at(t.At), Path: t.Path}
}
