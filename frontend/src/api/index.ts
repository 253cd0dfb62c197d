// The only door to the backend, and the only importer of the generated bindings. Every call
// rejects with an ApiError.

import * as About from "../wailsjs/go/desktop/About";
import * as Accounts from "../wailsjs/go/desktop/Accounts";
import * as Backups from "../wailsjs/go/desktop/Backups";
import * as Clients from "../wailsjs/go/desktop/Clients";
import * as Closings from "../wailsjs/go/desktop/Closings";
import * as Connectors from "../wailsjs/go/desktop/Connectors";
import * as Coverages from "../wailsjs/go/desktop/Coverages";
import * as Deliveries from "../wailsjs/go/desktop/Deliveries";
import * as Diagnostics from "../wailsjs/go/desktop/Diagnostics";
import * as Downloads from "../wailsjs/go/desktop/Downloads";
import * as Exports from "../wailsjs/go/desktop/Exports";
import * as Finder from "../wailsjs/go/desktop/Finder";
import * as Firms from "../wailsjs/go/desktop/Firms";
import * as Guide from "../wailsjs/go/desktop/Guide";
import * as Imports from "../wailsjs/go/desktop/Imports";
import * as Journal from "../wailsjs/go/desktop/Journal";
import * as Mandates from "../wailsjs/go/desktop/Mandates";
import * as Mappings from "../wailsjs/go/desktop/Mappings";
import * as People from "../wailsjs/go/desktop/People";
import * as Prints from "../wailsjs/go/desktop/Prints";
import * as Privacies from "../wailsjs/go/desktop/Privacies";
import * as Receptions from "../wailsjs/go/desktop/Receptions";
import * as Registry from "../wailsjs/go/desktop/Registry";
import * as Rosters from "../wailsjs/go/desktop/Rosters";
import * as Schedules from "../wailsjs/go/desktop/Schedules";
import * as Searches from "../wailsjs/go/desktop/Searches";
import * as Session from "../wailsjs/go/desktop/Session";
import * as Settings from "../wailsjs/go/desktop/Settings";
import * as Statements from "../wailsjs/go/desktop/Statements";
import * as Support from "../wailsjs/go/desktop/Support";
import * as Trends from "../wailsjs/go/desktop/Trends";
import { toApiError } from "./errors";

type Method = (...args: never[]) => Promise<unknown>;

/** The same methods; what they reject with is an ApiError. */
function guarded<T extends Record<string, Method>>(struct: T): T {
	const guard =
		(method: Method) =>
		async (...args: never[]) => {
			try {
				return await method(...args);
			} catch (thrown) {
				throw toApiError(thrown);
			}
		};
	return Object.fromEntries(
		Object.entries(struct).map(([name, method]) => [name, guard(method)]),
	) as unknown as T;
}

export const api = {
	about: guarded(About),
	accounts: guarded(Accounts),
	backups: guarded(Backups),
	clients: guarded(Clients),
	closings: guarded(Closings),
	connectors: guarded(Connectors),
	coverages: guarded(Coverages),
	deliveries: guarded(Deliveries),
	diagnostics: guarded(Diagnostics),
	downloads: guarded(Downloads),
	exports: guarded(Exports),
	finder: guarded(Finder),
	firms: guarded(Firms),
	guide: guarded(Guide),
	imports: guarded(Imports),
	journal: guarded(Journal),
	registry: guarded(Registry),
	mandates: guarded(Mandates),
	mappings: guarded(Mappings),
	people: guarded(People),
	prints: guarded(Prints),
	privacies: guarded(Privacies),
	receptions: guarded(Receptions),
	rosters: guarded(Rosters),
	schedules: guarded(Schedules),
	searches: guarded(Searches),
	session: guarded(Session),
	settings: guarded(Settings),
	statements: guarded(Statements),
	support: guarded(Support),
	trends: guarded(Trends),
};

export { ApiError, toApiError } from "./errors";
export type {
	AccountPreview,
	BackupProgress,
	ClientExported,
	ClientExportProgress,
	FilePreview,
	FileReport,
	ImportNote,
	ImportPreview,
	ImportProgress,
	ImportReport,
} from "./events";
export type * from "./mappings";
export {
	copyText,
	onBackupDone,
	onBackupProgress,
	onClientExported,
	onClientExportProgress,
	onDataChanged,
	onFilesOpened,
	onImportDone,
	onImportPreview,
	onImportProgress,
	onReceptionState,
	onSyncState,
	openLink,
	openMail,
} from "./runtime";
export type * from "./types";
