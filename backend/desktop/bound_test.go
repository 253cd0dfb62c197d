package desktop

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"sobank/backend/fault"
)

// least is who may call a bound method.
type least int

const (
	anyone         least = iota // nobody need be signed in
	seated                      // somebody at the window, behind a locked screen too
	collaborateur               // everybody who is signed in
	superviseur                 // of the firm, and Administrateurs
	administrateur              //
)

// may is a row of the table: who may call a method, and with what. The arguments are what gets
// to the question of rights: a thing of the firm, a form that holds. Those left out are zero.
type may struct {
	least least
	with  func(w *world) []any
}

func with(args ...any) func(*world) []any { return func(*world) []any { return args } }

// table says of every bound method who may call it. What follows « : » tells apart two uses of
// one method. Dialogs are answered by dialogsOf; nothing runs in the background but an import,
// which the desk waits for when it closes.
var table = map[string]may{
	"Session.Start":          {anyone, nil},
	"Session.CreateFirst":    {anyone, with(first)}, // a conflict once somebody is there
	"Session.SignIn":         {anyone, func(w *world) []any { return []any{w.emails[administrateur], password, false} }},
	"Session.ChooseBackup":   {anyone, nil},                                                // a conflict once somebody is there
	"Session.Rescue":         {anyone, with("/nulle/part.sobank", "", "a@b.fr", password)}, // as well
	"Session.Unlock":         {seated, with(password)},
	"Session.SignOut":        {seated, nil},
	"Session.Lock":           {collaborateur, nil},
	"Session.ChangePassword": {collaborateur, with(password, "un autre mot de passe")},

	"Firms.List":         {collaborateur, nil},
	"Firms.Get":          {collaborateur, func(w *world) []any { return []any{w.firm} }},
	"Firms.Save: create": {administrateur, with(Firm{Name: "Nouveau"})},
	"Firms.Save":         {superviseur, func(w *world) []any { return []any{Firm{ID: w.firm, Name: "Cabinet", City: "Bruz"}} }},

	"Clients.List": {collaborateur, nil},
	"Clients.Get":  {collaborateur, func(w *world) []any { return []any{w.client} }},
	"Clients.Save": {collaborateur, func(w *world) []any { return []any{ClientForm{FirmID: w.firm, Name: "Nouveau"}} }},
	"Clients.Save: confidential": {superviseur, func(w *world) []any {
		return []any{ClientForm{ID: w.client, FirmID: w.firm, Name: "Client", Confidential: true}}
	}},
	"Clients.Case":              {collaborateur, func(w *world) []any { return []any{w.client} }},
	"Clients.PreviewMissionEnd": {superviseur, func(w *world) []any { return []any{w.client, "2026-04-01"} }},
	"Clients.EndMission":        {superviseur, func(w *world) []any { return []any{w.client, "2026-04-01"} }},
	"Clients.ResumeMission":     {superviseur, func(w *world) []any { return []any{w.client} }},
	"Clients.PreviewTransfer":   {administrateur, func(w *world) []any { return []any{w.client, w.other} }},
	"Clients.Transfer":          {administrateur, func(w *world) []any { return []any{w.client, w.other} }},

	"Accounts.List":             {collaborateur, nil},
	"Accounts.All":              {collaborateur, nil},
	"Accounts.Get":              {collaborateur, ofAccount},
	"Accounts.Save":             {collaborateur, func(w *world) []any { return []any{AccountForm{ID: w.account, Holder: "Autre"}} }},
	"Accounts.Save: approved":   {superviseur, func(w *world) []any { return []any{AccountForm{ID: w.prepared, ApprovedOn: "2026-01-05"}} }},
	"Accounts.Approve":          {superviseur, func(w *world) []any { return []any{[]int64{w.prepared}, "2026-01-05"} }},
	"Accounts.Aside":            {collaborateur, nil},
	"Accounts.Associate":        {collaborateur, func(w *world) []any { return []any{[]int64{w.prepared}, w.connector} }},
	"Accounts.Mandate":          {collaborateur, ofAccount},
	"Accounts.MoveMandate":      {collaborateur, moving("signed")},
	"Accounts.MoveMandate: 5":   {superviseur, moving("approved")},
	"Accounts.SetPartnerFolder": {collaborateur, func(w *world) []any { return []any{w.account, "1203"} }},
	"Accounts.Transfer":         {administrateur, func(w *world) []any { return []any{w.prepared, w.otherClient} }},
	"Accounts.Aliases":          {collaborateur, ofAccount},
	"Accounts.AddAlias":         {collaborateur, func(w *world) []any { return []any{w.account, string(current), false} }},
	"Accounts.RemoveAlias":      {collaborateur, func(w *world) []any { return []any{w.account, "x"} }},
	"Accounts.PreviewHistory":   {collaborateur, func(w *world) []any { return []any{w.account, "2026-01-05"} }},
	"Accounts.SendHistory":      {collaborateur, func(w *world) []any { return []any{w.account, "2026-01-05"} }},

	"Statements.List":              {collaborateur, nil},
	"Statements.Get":               {collaborateur, func(w *world) []any { return []any{w.statement} }},
	"Statements.Operations":        {collaborateur, func(w *world) []any { return []any{w.statement, 0, 10} }},
	"Statements.Places":            {collaborateur, nil},
	"Statements.ReleaseAll":        {collaborateur, func(w *world) []any { return []any{[]int64{w.statement}, "vu avec la banque"} }},
	"Statements.Mark":              {collaborateur, func(w *world) []any { return []any{[]int64{w.statement}, "seen"} }},
	"Statements.Annotate":          {collaborateur, func(w *world) []any { return []any{w.statement, "vu avec le client"} }},
	"Statements.AnnotateOperation": {collaborateur, func(w *world) []any { return []any{w.statement, 0, "vu avec le client"} }},
	"Statements.Release":           {superviseur, func(w *world) []any { return []any{w.held, "vu avec la banque"} }},

	"Imports.PickFiles":  {collaborateur, nil},
	"Imports.PickFolder": {collaborateur, nil},
	"Imports.Opened":     {collaborateur, nil},
	"Imports.Start":      {collaborateur, func(w *world) []any { return []any{ImportForm{Paths: []string{w.file}, FirmID: w.firm}} }},
	"Imports.Preview":    {collaborateur, func(w *world) []any { return []any{ImportForm{Paths: []string{w.file}, FirmID: w.firm}} }},
	"Mappings.Preview":   {collaborateur, func(w *world) []any { return []any{w.table(), (*TableMapping)(nil)} }},
	"Mappings.Save": {collaborateur, func(w *world) []any {
		return []any{w.table(), "Banque", TableMapping{Delimiter: ";", Decimal: ",", Dates: "dmy", Header: 1, Roles: []string{"booked_on", "label", "amount"}}}
	}},
	"Mappings.List":       {collaborateur, nil},
	"Mappings.Remove":     {collaborateur, with(int64(1))},
	"Imports.Cancel":      {collaborateur, with("1")},
	"Imports.Recent":      {collaborateur, nil},
	"Imports.PreviewUndo": {collaborateur, func(w *world) []any { return []any{w.imported} }},
	"Imports.Undo":        {superviseur, func(w *world) []any { return []any{w.imported} }}, // somebody else's import

	"Downloads.Preview":  {collaborateur, func(w *world) []any { return []any{DownloadForm{FirmID: w.firm}} }},
	"Downloads.PickPath": {collaborateur, with("global.dat")},
	"Downloads.Take":     {collaborateur, func(w *world) []any { return []any{DownloadForm{FirmID: w.firm, Path: w.out("global.dat")}} }},
	"Downloads.History":  {collaborateur, func(w *world) []any { return []any{w.firm} }},
	"Downloads.Again":    {collaborateur, func(w *world) []any { return []any{int64(1), w.out("global.dat")} }},

	"Links.Open": {collaborateur, with("mailto:aide@exemple.fr")},

	"Connectors.Partners":      {collaborateur, nil},
	"Connectors.List":          {collaborateur, func(w *world) []any { return []any{w.firm} }},
	"Connectors.Get":           {collaborateur, ofConnector},
	"Connectors.Add":           {superviseur, func(w *world) []any { return []any{w.firm, "fizen", ""} }},
	"Connectors.Save":          {superviseur, func(w *world) []any { return []any{ConnectorForm{ID: w.connector, Name: "Autre nom", Paused: true}} }},
	"Connectors.Pause":         {superviseur, func(w *world) []any { return []any{w.connector, true} }},
	"Connectors.Reconcile":     {collaborateur, func(w *world) []any { return []any{w.connector, "2026-03-01", "2026-03-31"} }},
	"Connectors.SetSecrets":    {superviseur, func(w *world) []any { return []any{w.secret, map[string]string{"token": "t"}} }},
	"Connectors.ForgetSecrets": {superviseur, func(w *world) []any { return []any{w.secret} }},
	"Connectors.Test":          {superviseur, ofConnector},
	"Connectors.Test: source":  {superviseur, func(w *world) []any { return []any{w.source} }},
	"Connectors.Folders":       {collaborateur, func(w *world) []any { return []any{w.connector, "client"} }},
	"Connectors.Opening":       {superviseur, ofAccount},
	"Connectors.OpenAccount": {superviseur, func(w *world) []any {
		return []any{AccountOpeningForm{AccountID: w.account, JournalID: "1", Label: "Courant", BIC: "BNPAFRPP"}}
	}},
	"Connectors.Remove":     {superviseur, ofConnector},
	"Connectors.PickFolder": {collaborateur, nil},
	"Connectors.Use":        {superviseur, ofConnector},
	"Connectors.HandOver":   {superviseur, func(w *world) []any { return []any{w.connector, int64(0)} }},

	"Receptions.Kinds":   {collaborateur, nil},
	"Receptions.List":    {collaborateur, func(w *world) []any { return []any{w.firm} }},
	"Receptions.Get":     {collaborateur, func(w *world) []any { return []any{w.source} }},
	"Receptions.Add":     {superviseur, func(w *world) []any { return []any{w.firm, "source_folder"} }},
	"Receptions.LookNow": {collaborateur, func(w *world) []any { return []any{w.source} }},
	"Receptions.Stop":    {collaborateur, nil},
	"Receptions.State":   {collaborateur, nil},
	"Receptions.Notice":  {collaborateur, func(w *world) []any { return []any{w.source} }},
	"Receptions.Again":   {collaborateur, func(w *world) []any { return []any{w.received} }},

	"Deliveries.List":     {collaborateur, nil},
	"Deliveries.Get":      {collaborateur, with(int64(1))},
	"Deliveries.Counts":   {collaborateur, nil},
	"Deliveries.Retry":    {collaborateur, with([]int64{1}, "le RIB est créé")},
	"Deliveries.Check":    {collaborateur, with(int64(1), true, "vu dans l'outil")},
	"Deliveries.Cancel":   {collaborateur, with([]int64{1}, "doublon")},
	"Deliveries.Sync":     {collaborateur, nil},
	"Deliveries.StopSync": {collaborateur, nil},
	"Deliveries.State":    {collaborateur, nil},

	"Diagnostics.One": {collaborateur, ofAccount},
	"Diagnostics.All": {collaborateur, nil},

	"Registry.Search":        {collaborateur, with("jardins")},
	"Registry.Company":       {collaborateur, with("732829320")},
	"Registry.Status":        {collaborateur, nil},
	"Registry.SaveAccount":   {superviseur, with("user", "password")},
	"Registry.ForgetAccount": {superviseur, nil},

	"Mandates.Propose":    {collaborateur, ofAccount},
	"Mandates.Prepare":    {collaborateur, func(w *world) []any { return []any{MandatePaper{AccountIDs: []int64{w.created}}} }},
	"Mandates.PrepareAll": {collaborateur, func(w *world) []any { return []any{[]int64{w.created}, w.out("mandats.zip")} }},
	"Mandates.Terminate":  {superviseur, func(w *world) []any { return []any{[]int64{w.account}, ""} }},
	"Mandates.PickScan":   {collaborateur, nil},
	"Mandates.Attach": {collaborateur, func(w *world) []any {
		return []any{MandateAttachment{AccountIDs: []int64{w.prepared}, Kind: "signed", Path: w.scan}}
	}},
	"Mandates.Documents": {collaborateur, ofAccount},
	"Mandates.PickPath":  {collaborateur, with("copie.pdf")},
	"Mandates.SaveCopy":  {collaborateur, func(w *world) []any { return []any{int64(1), w.out("copie.pdf")} }},
	"Mandates.Board":     {collaborateur, nil},
	"Mandates.Waits":     {collaborateur, nil},
	"Mandates.Remind":    {collaborateur, func(w *world) []any { return []any{[]int64{w.prepared}} }},
	"Mandates.Reminders": {collaborateur, ofAccount},
	"Mandates.Letter":    {collaborateur, func(w *world) []any { return []any{w.prepared} }},

	"People.List": {administrateur, nil},
	"People.Get":  {administrateur, func(w *world) []any { return []any{w.clerk} }},
	"People.Save: create": {administrateur, func(w *world) []any {
		return []any{PersonForm{Name: "N", Email: "n@a.fr", Profile: "superviseur", FirmIDs: []int64{w.firm}, Password: password}}
	}},
	"People.Save": {administrateur, func(w *world) []any {
		return []any{PersonForm{ID: w.clerk, Name: "N", Email: "n@a.fr", Profile: "administrateur"}}
	}},
	"People.SetActive":     {administrateur, func(w *world) []any { return []any{w.clerk, false} }},
	"People.ResetPassword": {administrateur, func(w *world) []any { return []any{w.clerk, password} }},
	"People.Colleagues":    {collaborateur, nil},

	"Rosters.Pick":         {collaborateur, nil},
	"Rosters.Preview":      {collaborateur, func(w *world) []any { return []any{RosterForm{Path: w.list, FirmID: w.firm}} }},
	"Rosters.Apply":        {collaborateur, func(w *world) []any { return []any{RosterForm{Path: w.list, FirmID: w.firm, Token: "x"}} }},
	"Rosters.SaveTemplate": {collaborateur, with("csv")},

	"Exports.Clients":    {collaborateur, with(ClientQuery{}, "csv")},
	"Exports.Accounts":   {collaborateur, with(AccountQuery{}, "csv")},
	"Exports.Operations": {collaborateur, with(StatementQuery{}, []int64{}, "csv")},
	"Exports.Statements": {collaborateur, with(StatementQuery{}, "csv")},
	"Exports.Deliveries": {collaborateur, with(DeliveryQuery{}, "csv")},
	"Exports.Journal":    {administrateur, with(JournalQuery{}, "csv")},

	"Prints.Statement": {collaborateur, func(w *world) []any { return []any{w.statement} }},
	"Prints.Period":    {collaborateur, func(w *world) []any { return []any{w.account, "2026-03-01", "2026-03-31"} }},

	"Guide.List": {collaborateur, nil},

	"Support.Prepare": {collaborateur, ofAccount},
	"Support.Save":    {collaborateur, nil}, // a conflict: nothing was prepared

	"About.Get":  {collaborateur, nil},
	"About.Text": {collaborateur, with("npm", "react", "19.3.1")},

	"Settings.Get":  {collaborateur, nil},
	"Settings.Disk": {collaborateur, nil},
	"Settings.Save": {administrateur, with(SettingsForm{SupportName: "S", ReminderClientDays: 10, ReminderBankDays: 10, AlertDays: 3, LockMinutes: 5, AsideDays: 60})},

	"Schedules.Get":    {collaborateur, nil},
	"Schedules.Set":    {administrateur, with(SchedulePlan{Rhythm: "hourly"})},
	"Schedules.Repair": {administrateur, nil},
	"Schedules.Remove": {administrateur, nil},
	"Schedules.Notify": {collaborateur, with(false)},

	"Backups.Status":       {administrateur, nil},
	"Backups.Make":         {administrateur, nil},
	"Backups.MakeFor":      {administrateur, with("pomme girafe violon hiver", false)},
	"Backups.Choose":       {collaborateur, nil}, // a dialog
	"Backups.Look":         {administrateur, with("/nulle/part.sobank", "")},
	"Backups.Restore":      {administrateur, with("/nulle/part.sobank", "")},
	"Backups.Stop":         {collaborateur, nil}, // what this window does
	"Backups.Sheet":        {administrateur, nil},
	"Backups.PutAway":      {administrateur, nil},
	"Backups.Renew":        {administrateur, nil},
	"Backups.ChooseFolder": {administrateur, nil},
	"Backups.OwnFolder":    {administrateur, nil},

	"Finder.Search": {collaborateur, with("client")},

	"Trends.Of": {collaborateur, func(w *world) []any {
		return []any{TrendQuery{AccountID: w.account, From: "2026-01-01", To: "2026-03-31"}}
	}},

	"Coverages.List": {collaborateur, with(CoverageQuery{From: "2026-01-01", To: "2026-03-31"})},

	"Closings.List":   {collaborateur, with(ClosingQuery{On: "2026-03-31", From: "2026-01-01", To: "2026-12-31"})},
	"Closings.Export": {collaborateur, with(ClosingQuery{On: "2026-03-31", From: "2026-01-01", To: "2026-12-31"}, "csv")},

	"Searches.Find":    {collaborateur, with(OperationQuery{Text: "vir"})},
	"Searches.Totals":  {collaborateur, with(OperationQuery{Text: "vir"})},
	"Searches.Choices": {collaborateur, nil},
	"Searches.Saved":   {collaborateur, nil},
	"Searches.Save":    {collaborateur, with("Virements", `{"search":"?q=vir"}`)},
	"Searches.Remove":  {collaborateur, with(int64(1))},
	"Searches.Export":  {collaborateur, with(OperationQuery{}, "csv")},

	"Privacies.Register":     {collaborateur, func(w *world) []any { return []any{w.firm} }},
	"Privacies.SaveRegister": {collaborateur, func(w *world) []any { return []any{w.firm} }},
	"Privacies.Retention":    {collaborateur, nil},
	"Privacies.SetRetention": {administrateur, func(w *world) []any { return []any{w.firm, 12} }},
	"Privacies.Over":         {administrateur, nil},
	"Privacies.EraseOver":    {administrateur, func(w *world) []any { return []any{[]int64{w.client}, "EFFACER"} }},
	"Privacies.Aside":        {collaborateur, nil},
	"Privacies.PurgeAside":   {administrateur, nil},
	"Privacies.PreviewErase": {administrateur, func(w *world) []any { return []any{w.client} }},
	"Privacies.Erase": {administrateur, func(w *world) []any {
		return []any{ErasureForm{ClientID: w.client, Typed: "Client", Reason: "demande", Despite: true}}
	}},
	"Privacies.Tombstones":   {administrateur, nil},
	"Privacies.Export":       {superviseur, func(w *world) []any { return []any{w.client} }},
	"Privacies.CancelExport": {collaborateur, with("1")},

	"Journal.List":   {administrateur, nil},
	"Journal.Get":    {administrateur, with(int64(1))},
	"Journal.People": {administrateur, nil},
}

func ofAccount(w *world) []any   { return []any{w.account} }
func ofConnector(w *world) []any { return []any{w.connector} }

func moving(to string) func(*world) []any {
	return func(w *world) []any {
		return []any{MandateForm{AccountIDs: []int64{w.prepared}, To: to, On: "2026-04-01"}}
	}
}

// callers are who may be at the window, and the least that each one is. Behind a locked screen
// an Administrateur is nobody, save to unlock and to sign out.
var callers = map[string]least{
	"déconnecté": anyone, "verrouillé": seated,
	"Collaborateur": collaborateur, "Superviseur": superviseur, "Administrateur": administrateur,
}

// TestEveryMethodByEveryProfile calls each method as each profile: who may not gets the error
// of rights; who may gets anything else, done or not.
func TestEveryMethodByEveryProfile(t *testing.T) {
	w := mustWorld(t)
	shared := map[string]*Desk{} // nothing that is refused may change it
	for caller := range callers {
		shared[caller] = w.open(t, caller)
	}
	for _, name := range sortedKeys(table) {
		row := table[name]
		for caller, is := range callers {
			t.Run(name+"/"+caller, func(t *testing.T) {
				if is >= row.least {
					code, err := w.call(t, w.open(t, caller), name, row)
					if code == fault.Refused || code == fault.Unauthenticated {
						t.Errorf("refused: %v", err)
					}
					return
				}
				want := fault.Refused
				if is < collaborateur {
					want = fault.Unauthenticated
				}
				code, err := w.call(t, shared[caller], name, row)
				if code != want {
					t.Errorf("got %q (%v), want %q", code, err, want)
				}
				if is == seated && !strings.Contains(fault.From(err).Message, "verrouillée") {
					t.Errorf("it does not say that the session is locked: %v", err)
				}
			})
		}
	}
}

// TestEveryMethodHasARow: a bound method stands in the table, and the table names no other.
func TestEveryMethodHasARow(t *testing.T) {
	for _, complaint := range unlisted(New(Options{}).Bound(), sortedKeys(table)) {
		t.Error(complaint)
	}
}

// TestUnlistedNotices breaks the rule both ways: a check that never fails checks nothing.
func TestUnlistedNotices(t *testing.T) {
	got := unlisted([]any{&Journal{}}, []string{"Journal.Get", "Journal.People", "Journal.Erase"})
	want := []string{"Journal.Erase is in the table and is not bound", "Journal.List has no row in the table: say who may call it"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// unlisted says which bound methods the names leave out, and which names are none.
func unlisted(bound []any, names []string) (complaints []string) {
	listed := map[string]bool{}
	for _, name := range names {
		method, _, _ := strings.Cut(name, ":")
		listed[method] = true
	}
	for _, one := range bound {
		typ := reflect.TypeOf(one)
		for m := range typ.NumMethod() {
			name := typ.Elem().Name() + "." + typ.Method(m).Name
			if !listed[name] {
				complaints = append(complaints, name+" has no row in the table: say who may call it")
			}
			delete(listed, name)
		}
	}
	for name := range listed {
		complaints = append(complaints, name+" is in the table and is not bound")
	}
	slices.Sort(complaints)
	return complaints
}

// call calls a bound method by its name.
func (w *world) call(t *testing.T, d *Desk, name string, row may) (fault.Code, error) {
	t.Helper()
	name, _, _ = strings.Cut(name, ":")
	method := methodOf(t, d, name)
	var given []any
	if row.with != nil {
		given = row.with(w)
	}
	in := make([]reflect.Value, method.Type().NumIn())
	for i := range in {
		in[i] = reflect.Zero(method.Type().In(i))
		if i < len(given) {
			in[i] = reflect.ValueOf(given[i])
		}
	}
	out := method.Call(in)
	err, _ := out[len(out)-1].Interface().(error)
	if err == nil {
		return "", nil
	}
	return fault.CodeOf(err), err
}

func methodOf(t *testing.T, d *Desk, name string) reflect.Value {
	t.Helper()
	of, method, _ := strings.Cut(name, ".")
	for _, one := range d.Bound() {
		if v := reflect.ValueOf(one); v.Elem().Type().Name() == of {
			if m := v.MethodByName(method); m.IsValid() {
				return m
			}
		}
	}
	t.Fatalf("%s is not bound", name)
	return reflect.Value{}
}
