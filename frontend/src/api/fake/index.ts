// A stand-in for the backend: the bound methods on invented data, for tests and for
// `npm run dev:fake`. It keeps the contract's shapes, not the backend's rules.

import type * as t from "../types";
import { fakeAbout } from "./about";
import { fakeBackups } from "./backing";
import { fakeBulk } from "./bulk";
import { fakeAccountCases, fakeClientCases } from "./cases";
import { fakeClosings } from "./closing";
import { fakeConnectors } from "./connecting";
import { copies } from "./copies";
import { fakeCoverages } from "./covering";
import { accounts, operations } from "./data";
import { fakeDeliveries } from "./delivering";
import { fakeDiagnostics } from "./diagnosing";
import { fakeFinder } from "./finding";
import { fakeGuide, fakeSettings, fakeSupport } from "./helping";
import { fakeData } from "./house";
import { fakeImport } from "./importing";
import { fakeJournal } from "./journal";
import { among, includes, page, sorted } from "./lists";
import { fakeMandates } from "./mandates";
import { fakeMappings } from "./mapping";
import { fakePapers } from "./papers";
import { fakePeople, keeps } from "./people";
import { fakePrints } from "./printing";
import { fakePrivacies } from "./privacy";
import { fakeReceptions } from "./receiving";
import { refuse } from "./refuse";
import { fakeRegistry } from "./registering";
import { fakeRuntime } from "./runtime";
import { fakeSchedules } from "./scheduling";
import { fakeSearches } from "./searching";
import { fakeTrends } from "./trending";

export interface FakeOptions {
	/** What the window finds: nobody yet, a sign-in, somebody in, somebody in without data. */
	scene?: "first" | "signin" | "demo" | "empty" | "locked";
	profile?: "collaborateur" | "superviseur" | "administrateur";
	/** Whether the person begins with « Mes dossiers ». */
	keeper?: boolean;
}

const collaborateur = [
	"see",
	"import",
	"take_download",
	"sync",
	"send_again",
	"edit_clients",
	"associate",
	"prepare_mandate",
	"release_unproven",
];
const superviseur = [
	...collaborateur,
	"edit_firm",
	"edit_connectors",
	"decide_mandate",
	"release",
	"see_confidential",
	"undo_any_import",
	"export_client",
];
const administrateur = [
	...superviseur,
	"manage_firms",
	"manage_staff",
	"manage_settings",
	"read_journal",
	"see_unowned",
	"backup",
	"restore",
	"erase",
	"purge_aside",
];
const can = { collaborateur, superviseur, administrateur };

export { refuse };

/** Makes the bound structs. Tests replace the methods they watch. */
export function fakeDesktop({ scene = "demo", profile = "superviseur", keeper }: FakeOptions = {}) {
	const empty = scene === "empty" || scene === "first";
	const data = fakeData(empty);
	const me: t.Me = {
		staffId: 1,
		name: "Anne Collab",
		email: "anne@cabinet.fr",
		profile,
		profileName: profile.charAt(0).toUpperCase() + profile.slice(1),
		firms: (empty ? data.firms.slice(0, 1) : data.firms).map(({ id, name }) => ({ id, name })),
		can: can[profile],
		kept: keeper ? 8 : 0,
	};
	let signedIn = scene === "demo" || scene === "empty" || scene === "locked";
	let locked = scene === "locked";
	const runtime = fakeRuntime();
	const settings = fakeSettings(me);
	const personName = (id: number) => data.people.find((p) => p.id === id)?.name ?? "";
	const clientOf = (accountId: number) => {
		const clientId = data.accounts.find((a) => a.id === accountId)?.clientId;
		return data.clients.find((c) => c.id === clientId);
	};
	const shown = (accountId: number, mine: boolean) => !mine || keeps(me, clientOf(accountId));

	const Session = {
		Start: async (): Promise<t.Start> => ({
			firstStart: scene === "first" && !signedIn,
			me: signedIn ? me : undefined,
			version: "0.1.0",
			dataDir: "/home/anne/.local/share/sobank",
			demo:
				scene === "signin"
					? { email: "demo@sobank.example", password: "essai-Relevés-2026" }
					: undefined,
			locked,
			clockBehind: "",
			lockAfter: 15,
			canRemember: true,
		}),
		CreateFirst: async (form: t.FirstStart): Promise<t.Me> => {
			if (form.email.endsWith("@refus.fr"))
				refuse("invalid", "Cette adresse est refusée.", "email", "Choisissez-en une autre.");
			signedIn = true;
			return { ...me, name: form.name, email: form.email };
		},
		ChooseBackup: async () => "/home/anne/sobank-2026-03-18.sobank",
		Rescue: async () => "",
		SignIn: async (_: string, password: string, _remember: boolean): Promise<t.Me> => {
			if (password === "faux")
				refuse(
					"unauthenticated",
					"L'adresse ou le mot de passe est faux.",
					"",
					"Vérifiez les majuscules.",
				);
			signedIn = true;
			return me;
		},
		SignOut: async () => {
			signedIn = false;
			locked = false;
		},
		Lock: async () => {
			locked = true;
		},
		Unlock: async (password: string): Promise<t.Me> => {
			if (password === "faux")
				refuse("unauthenticated", "Le mot de passe est faux.", "", "Vérifiez les majuscules.");
			locked = false;
			return me;
		},
		ChangePassword: async (current: string, _next: string) => {
			if (current === "faux") refuse("invalid", "Le mot de passe actuel est faux.", "current");
		},
	};

	const Firms = {
		List: async () => data.firms,
		Get: async (id: number) =>
			data.firms.find((f) => f.id === id) ?? refuse("not_found", "Ce cabinet n'existe pas."),
		Save: async (firm: t.Firm) => {
			data.firms = data.firms.map((f) => (f.id === firm.id ? firm : f));
			return firm;
		},
	};

	const Clients = {
		List: async (q: t.ClientQuery): Promise<t.ClientPage> => {
			const rows = data.clients.filter(
				(c) =>
					(!q.mine || keeps(me, c)) &&
					among(q.responsableIds, c.responsableId) &&
					among(q.firmIds, c.firmId) &&
					includes([c.name, c.siret, c.reference], q.search),
			);
			const key = (
				{
					name: "name",
					siret: "siret",
					reference: "reference",
					firm: "firmName",
					accounts: "accounts",
				} as const
			)[q.sort];
			return page(sorted(rows, key, q.desc), q.offset, q.limit);
		},
		Get: async (id: number) =>
			data.clients.find((c) => c.id === id) ?? refuse("not_found", "Ce client n'existe pas."),
		Save: async (form: t.ClientForm): Promise<t.ClientRow> => {
			const before = data.clients.find((c) => c.id === form.id);
			const base = before ?? {
				firmName: me.firms[0]?.name ?? "",
				accounts: 0,
				warning: "",
			};
			const row: t.ClientRow = {
				...base,
				...form,
				responsable: personName(form.responsableId),
				standIn: personName(form.standInId),
				id: form.id || data.clients.length + 100,
			};
			data.clients = [...data.clients.filter((c) => c.id !== row.id), row];
			return row;
		},
		...fakeClientCases(data, me),
	};

	const Accounts = {
		List: async (q: t.AccountQuery): Promise<t.AccountPage> => {
			const rows = data.accounts.filter(
				(a) =>
					shown(a.id, q.mine) &&
					among(q.responsableIds, clientOf(a.id)?.responsableId ?? 0) &&
					among(q.firmIds, a.firmId) &&
					among(q.statuses, a.mandate) &&
					among(q.connectorIds, a.connectorId) &&
					(q.clientId === 0 || a.clientId === q.clientId) &&
					includes([a.iban, a.clientName, a.siret], q.search),
			);
			const key = (
				{
					iban: "iban",
					bank: "bank",
					client: "clientName",
					siret: "siret",
					firm: "firmName",
				} as const
			)[q.sort];
			return page(sorted(rows, key, q.desc), q.offset, q.limit);
		},
		All: async (q: t.AccountQuery): Promise<t.AccountRow[]> =>
			(await Accounts.List({ ...q, offset: 0, limit: 5000 })).rows,
		Get: async (id: number): Promise<t.AccountRow> =>
			data.accounts.find((a) => a.id === id) ?? refuse("not_found", "Cet IBAN n'existe pas."),
		Save: async (form: t.AccountForm): Promise<t.AccountRow> => {
			if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(form.iban))
				refuse("invalid", `« ${form.iban} » n'a pas la forme d'un IBAN.`, "iban");
			const client = data.clients.find((c) => c.id === form.clientId);
			const base = data.accounts.find((a) => a.id === form.id) ?? {
				...(accounts[4] as t.AccountRow),
				statements: 0,
				lastOn: "",
			};
			const { approvedOn, ...fields } = form;
			const row: t.AccountRow = {
				...base,
				...fields,
				...(approvedOn
					? { mandate: "approved", mandateName: "Approuvé", dots: 5, mandateSince: approvedOn }
					: {}),
				id: form.id || data.accounts.length + 100,
				ibanShown: form.iban.replace(/^(.{4})(.{5})(.{5})(.{11})(.{2})$/, "$1 $2 $3 $4 $5"),
				clientName: client?.name ?? "",
				siret: client?.siret ?? "",
				reference: client?.reference ?? "",
			};
			data.accounts = [...data.accounts.filter((a) => a.id !== row.id), row];
			data.aside = data.aside.filter((a) => a.iban !== row.iban);
			return row;
		},
		Approve: async (ids: number[], on: string) => {
			for (const a of data.accounts.filter((x) => ids.includes(x.id))) {
				Object.assign(a, {
					mandate: "approved",
					mandateName: "Approuvé",
					dots: 5,
					mandateSince: on,
				});
			}
		},
		Associate: async (ids: number[], connectorId: number): Promise<t.Association> => {
			const rows = data.accounts.filter((a) => ids.includes(a.id));
			const c = data.connectors.find((x) => x.row.id === connectorId)?.row;
			if (connectorId > 0 && rows.some((a) => a.firmId !== c?.firmId))
				refuse(
					"conflict",
					"Ce connecteur n'est pas au cabinet de cet IBAN.",
					"",
					"Ajoutez-le sur la page « Cabinet(s) », ou choisissez-en un autre.",
				);
			for (const a of rows) {
				a.connectorId = connectorId;
				a.connectorName = c?.name ?? "";
				a.connectorMode = c?.modeName ?? "";
				a.partnerFolder = "";
			}
			const waits = (s: t.StatementRow) => s.place === "downloadable" && ids.includes(s.accountId);
			const waiting = connectorId > 0 ? data.statements.filter(waits).length : 0;
			return { changed: rows.length, waiting };
		},
		SetPartnerFolder: async (id: number, folder: string) => {
			for (const a of data.accounts) if (a.id === id) a.partnerFolder = folder;
		},
		...fakeMandates(data, me),
		...fakeAccountCases(data),
		Aside: async () => data.aside,
	};

	const Statements = {
		List: async (q: t.StatementQuery): Promise<t.StatementPage> => {
			const rows = data.statements.filter(
				(s) =>
					shown(s.accountId, q.mine) &&
					among(q.states, s.state) &&
					among(q.places, s.place) &&
					among(q.marks, s.mark || "unseen") &&
					(q.accountId === 0 || s.accountId === q.accountId) &&
					(q.from === "" || s.endOn >= q.from) &&
					(q.to === "" || s.endOn <= q.to) &&
					includes([s.ibanShown, s.clientName, s.bank], q.search),
			);
			const from = Number(q.after || 0) + (q.skip ?? 0);
			const next = from + q.limit < rows.length ? String(from + q.limit) : "";
			return { rows: rows.slice(from, from + q.limit), total: rows.length, next };
		},
		Get: async (id: number): Promise<t.StatementDetails> => {
			const row =
				data.statements.find((s) => s.id === id) ?? refuse("not_found", "Ce relevé n'existe pas.");
			return { row, ...said(row) };
		},
		ReleaseAll: async (ids: number[], _reason: string): Promise<t.Released> => {
			const held = data.statements.filter((s) => ids.includes(s.id) && s.place === "held");
			for (const s of held) {
				s.place = "downloadable";
				s.placeName = "Téléchargeable";
			}
			return { released: held.length, left: ids.length - held.length };
		},
		Mark: async (ids: number[], mark: string) => {
			const changed = data.statements.filter((s) => ids.includes(s.id) && s.mark !== mark);
			for (const s of changed) {
				s.mark = mark;
				s.markName = mark === "seen" ? "Vu" : mark ? "À revoir" : "Non vu";
				s.reviewedBy = "Anne Collab";
				s.reviewedAt = "2026-03-17T09:30:00Z";
			}
			return changed.length;
		},
		Annotate: async (id: number, note: string) => {
			for (const s of data.statements) if (s.id === id) s.note = note;
		},
		AnnotateOperation: async (_id: number, _position: number, _note: string) => {},
		Operations: async (id: number, from: number, limit: number): Promise<t.OperationPage> => {
			const row =
				data.statements.find((s) => s.id === id) ?? refuse("not_found", "Ce relevé n'existe pas.");
			return { rows: operations(row, from, limit), total: row.operations };
		},
		Places: async (mine: boolean): Promise<t.Count[]> =>
			(
				[
					["to_send", "À envoyer"],
					["sent", "Envoyé"],
					["downloadable", "Téléchargeable"],
					["downloaded", "Téléchargé"],
					["held", "Retenu"],
					["no_movement", "Sans mouvement"],
					["aside", "Sans IBAN"],
				] as const
			).map(([key, name]) => ({
				key,
				name,
				count:
					key === "aside"
						? data.aside.reduce((n, a) => n + (mine ? 0 : a.statements), 0)
						: data.statements.filter((s) => s.place === key && shown(s.accountId, mine)).length,
			})),
		Release: async (id: number, _reason: string) => {
			const row = data.statements.find((s) => s.id === id);
			if (row)
				Object.assign(row, {
					state: "released",
					stateName: "Débloqué",
					place: "downloadable",
					placeName: "Téléchargeable",
					reason: "",
				});
		},
	};

	const Imports = {
		PickFiles: async (): Promise<string[]> => [
			"/home/anne/Téléchargements/cfonb120-2026-03-17.txt",
		],
		PickFolder: async () => "/home/anne/Banque",
		Opened: async (): Promise<t.OpenedFiles> => ({ paths: [], leftOut: 0, problem: "" }),
		...fakeImport(runtime),
		Recent: async () => data.imports,
		PreviewUndo: async (fileId: number): Promise<t.UndoPreview> => ({
			fileId,
			name: data.imports.find((i) => i.fileId === fileId)?.name ?? "",
			statements: 9,
			operations: 240,
			kept: 3,
			whyNot:
				fileId === 8
					? "Un relevé de ce fichier est déjà dans un fichier global : l'import ne peut plus être annulé."
					: "",
		}),
		Undo: async (fileId: number) => {
			data.imports = data.imports.filter((i) => i.fileId !== fileId);
		},
	};

	const taken: t.DownloadRow[] = empty
		? []
		: [
				{
					id: 1,
					firmId: 1,
					fileName: "releves-cabinet-1-2026-03-10.txt",
					format: "cfonb120",
					from: "",
					to: "",
					statements: 96,
					operations: 2210,
					size: 268_840,
					sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
					by: "Anne Collab",
					takenAt: "2026-03-10T08:30:00Z",
					path: "",
				},
			];
	const Downloads = {
		Preview: async (f: t.DownloadForm): Promise<t.DownloadPreview> => ({
			statements: empty ? 0 : f.from ? 14 : 121,
			operations: empty ? 0 : f.from ? 310 : 2874,
			accounts: empty ? 0 : 12,
			leftOut: empty
				? []
				: [
						{ key: "held", name: "Retenus : ne tombent pas juste", count: 53 },
						{ key: "no_movement", name: "Sans mouvement", count: 39 },
					],
			lastBy: taken[0]?.by ?? "",
			lastAt: taken[0]?.takenAt ?? "",
			fileName: `releves-cabinet-1-2026-03-17${f.byClient ? ".zip" : ".txt"}`,
			folderPath: "/home/anne/Téléchargements",
		}),
		PickPath: async (name: string) => `/home/anne/Bureau/${name}`,
		Take: async (f: t.DownloadForm): Promise<t.DownloadRow> => ({
			...(taken[0] ?? ({} as t.DownloadRow)),
			...f,
			id: 2,
			statements: 121,
			operations: 2874,
			size: 349_920,
		}),
		History: async (_firmId: number) => taken,
		Again: async (_: number, path: string): Promise<t.DownloadRow> => ({
			...(taken[0] as t.DownloadRow),
			path,
		}),
	};

	const connecting = fakeConnectors(data, me);

	return {
		runtime,
		desktop: {
			Session: copies(Session),
			Firms: copies(Firms),
			Clients: copies(Clients),
			Accounts: copies(Accounts),
			Statements: copies(Statements),
			Imports: copies(Imports),
			Downloads: copies(Downloads),
			Connectors: copies(connecting),
			Receptions: copies(fakeReceptions(data, me, connecting.Get, runtime)),
			Registry: copies(fakeRegistry(me)),
			Mandates: copies(fakePapers(data, me)),
			Mappings: copies(fakeMappings()),
			Deliveries: copies(fakeDeliveries(data, runtime, shown)),
			Diagnostics: copies(fakeDiagnostics(data, shown)),
			People: copies(fakePeople(data, me)),
			Journal: copies(fakeJournal(empty)),
			Prints: copies(fakePrints()),
			Privacies: copies(fakePrivacies(data, me, runtime)),
			Finder: copies(fakeFinder(data)),
			Backups: copies(fakeBackups(empty)),
			Trends: copies(fakeTrends()),
			Coverages: copies(fakeCoverages(empty)),
			Closings: copies(fakeClosings(empty)),
			Searches: copies(fakeSearches(empty)),
			Links: { Open: async (address: string) => void runtime.opened.push(address) },
			About: copies(fakeAbout()),
			Guide: copies(fakeGuide(data, me)),
			Support: copies(fakeSupport(settings.kept)),
			Schedules: copies(fakeSchedules(me)),
			Settings: copies(settings.Settings),
			...fakeBulk(data),
		},
	};
}

function said(row: t.StatementRow): Omit<t.StatementDetails, "row"> {
	const balance: t.Check =
		row.state === "incoherent"
			? {
					kind: "balance",
					verdict: "wrong",
					sentence:
						"Le relevé ne tombe pas juste : il manque 224,10 € entre les opérations et le solde de fin.",
				}
			: row.state === "unverifiable"
				? {
						kind: "balance",
						verdict: "unknown",
						sentence: "Le solde de départ manque dans le fichier : le calcul n'est pas possible.",
					}
				: {
						kind: "balance",
						verdict: "ok",
						sentence: "Le solde de départ et les opérations donnent le solde de fin.",
					};
	const continuity: t.Check =
		row.state === "interruption"
			? {
					kind: "continuity",
					verdict: "wrong",
					sentence:
						"Le relevé du 12 au 16 mars manque : le solde passe de 1 204,10 € à 980,00 € sans opération.",
				}
			: { kind: "continuity", verdict: "ok", sentence: "Il suit le relevé précédent du compte." };
	return {
		canRelease: row.place === "held",
		checks: [
			balance,
			continuity,
			{
				kind: "place",
				verdict: row.place === "held" ? "wrong" : "ok",
				sentence: row.reason || `Place : ${row.placeName}.`,
			},
		],
		warnings:
			row.id % 3 === 1
				? [
						{
							file: "cfonb120-2026-03-17.txt",
							line: 212,
							field: "reference",
							message:
								"La zone de référence contient un caractère inconnu, remplacé par une espace.",
						},
					]
				: [],
		sources: [
			{
				fileId: 9,
				name: "cfonb120-2026-03-17.txt",
				line: 14,
				receivedAt: row.receivedAt,
				handedOver: row.id % 5 === 0,
			},
		],
	};
}

export type Fake = ReturnType<typeof fakeDesktop>;

/** Puts the fake where the bindings look for the backend. */
export function installFake(options?: FakeOptions): Fake {
	const asked = new URLSearchParams(window.location.search);
	const fake = fakeDesktop({
		scene: (asked.get("scene") as FakeOptions["scene"]) ?? undefined,
		profile: (asked.get("profile") as FakeOptions["profile"]) ?? undefined,
		...options,
	});
	Object.assign(window, { go: { desktop: fake.desktop }, runtime: fake.runtime });
	return fake;
}
