// The generated models under plain names.

import type { desktop } from "../wailsjs/go/models";

export type AccountForm = desktop.AccountForm;
export type AccountPage = desktop.AccountPage;
export type AccountQuery = desktop.AccountQuery;
export type AccountRow = desktop.AccountRow;
export type AsideRow = desktop.AsideRow;
export type Check = desktop.Check;
export type ClientForm = desktop.ClientForm;
export type ClientPage = desktop.ClientPage;
export type ClientQuery = desktop.ClientQuery;
export type ClientRow = desktop.ClientRow;
export type Count = desktop.Count;
export type Demo = desktop.Demo;
export type DownloadForm = desktop.DownloadForm;
export type DownloadPreview = desktop.DownloadPreview;
export type DownloadRow = desktop.DownloadRow;
export type Firm = desktop.Firm;
export type FirmName = desktop.FirmName;
export type FirstStart = desktop.FirstStart;
export type ImportForm = desktop.ImportForm;
export type ImportRow = desktop.ImportRow;
export type Me = desktop.Me;
export type OperationDetail = desktop.OperationDetail;
export type OperationPage = desktop.OperationPage;
export type OperationRow = desktop.OperationRow;
export type Start = desktop.Start;
export type StatementDetails = desktop.StatementDetails;
export type StatementPage = desktop.StatementPage;
export type StatementQuery = desktop.StatementQuery;
export type StatementRow = desktop.StatementRow;
export type StatementSource = desktop.StatementSource;
export type StatementWarning = desktop.StatementWarning;
export type UndoPreview = desktop.UndoPreview;
