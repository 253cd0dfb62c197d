package desktop

import "errors"

var errTodo = errors.New("not yet")

type Session struct{}

func (*Session) Start() (Start, error)                     { return Start{}, errTodo }
func (*Session) CreateFirst(f FirstStart) (Me, error)      { return Me{}, errTodo }
func (*Session) SignIn(email, password string) (Me, error) { return Me{}, errTodo }
func (*Session) SignOut() error                            { return errTodo }

type Firms struct{}

func (*Firms) List() ([]Firm, error)      { return nil, errTodo }
func (*Firms) Get(id int64) (Firm, error) { return Firm{}, errTodo }
func (*Firms) Save(f Firm) (Firm, error)  { return Firm{}, errTodo }

type Clients struct{}

func (*Clients) List(q ClientQuery) (ClientPage, error) { return ClientPage{}, errTodo }
func (*Clients) Save(f ClientForm) (ClientRow, error)   { return ClientRow{}, errTodo }

type Accounts struct{}

func (*Accounts) List(q AccountQuery) (AccountPage, error) { return AccountPage{}, errTodo }
func (*Accounts) Get(id int64) (AccountRow, error)         { return AccountRow{}, errTodo }
func (*Accounts) Save(f AccountForm) (AccountRow, error)   { return AccountRow{}, errTodo }
func (*Accounts) Approve(ids []int64, on string) error     { return errTodo }
func (*Accounts) Aside() ([]AsideRow, error)               { return nil, errTodo }

type Statements struct{}

func (*Statements) List(q StatementQuery) (StatementPage, error) { return StatementPage{}, errTodo }
func (*Statements) Get(id int64) (StatementDetails, error)       { return StatementDetails{}, errTodo }
func (*Statements) Operations(id int64, from, limit int) (OperationPage, error) {
	return OperationPage{}, errTodo
}
func (*Statements) Places() ([]Count, error)              { return nil, errTodo }
func (*Statements) Release(id int64, reason string) error { return errTodo }

type Imports struct{}

func (*Imports) PickFiles() ([]string, error)                  { return nil, errTodo }
func (*Imports) PickFolder() (string, error)                   { return "", errTodo }
func (*Imports) Start(f ImportForm) (string, error)            { return "", errTodo }
func (*Imports) Cancel(job string) error                       { return errTodo }
func (*Imports) Recent() ([]ImportRow, error)                  { return nil, errTodo }
func (*Imports) PreviewUndo(fileID int64) (UndoPreview, error) { return UndoPreview{}, errTodo }
func (*Imports) Undo(fileID int64) error                       { return errTodo }

type Downloads struct{}

func (*Downloads) Preview(f DownloadForm) (DownloadPreview, error)  { return DownloadPreview{}, errTodo }
func (*Downloads) PickPath(name string) (string, error)             { return "", errTodo }
func (*Downloads) Take(f DownloadForm) (DownloadRow, error)         { return DownloadRow{}, errTodo }
func (*Downloads) History(firmID int64) ([]DownloadRow, error)      { return nil, errTodo }
func (*Downloads) Again(id int64, path string) (DownloadRow, error) { return DownloadRow{}, errTodo }
