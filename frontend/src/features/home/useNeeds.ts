import type {
	ApiError,
	BackupStatus,
	ConnectorRow,
	Count,
	MandateBoard,
	ReceptionRow,
} from "../../api";
import { fr } from "../../i18n/fr";
import { addDays, formatDay, today } from "../../lib/dates";
import { useBackups } from "../backups/queries";
import { connectorAddress } from "../connectors/address";
import { useAllConnectors } from "../connectors/queries";
import { useLate } from "../coverage/queries";
import { useDeliveryCounts } from "../deliveries/queries";
import { useBoard } from "../mandates/queries";
import { useMine } from "../portfolio/mine";
import { receptionAddress } from "../receptions/address";
import { useAllReceptions } from "../receptions/queries";
import { useSession } from "../session/session";

const t = fr.home;
const b = fr.backups;

/** One thing that needs somebody: a sentence, and where its button goes. */
export interface Need {
	key: string;
	sentence: string;
	action: string;
	to: string; // "": the download dialog
}

interface Needs {
	needs: Need[];
	/** Nothing is still being read. */
	known: boolean;
	/** What could not be read, with its second try. */
	failed: { error: ApiError | null; refetch: () => unknown } | undefined;
}

/**
 * All that needs somebody, the gravest first: of the clients shown, and of the firm what is
 * everybody's (unknown accounts, the global file).
 */
export function useNeeds(places: readonly Count[], all: readonly Count[]): Needs {
	const { me } = useSession();
	const firm = (id: number) =>
		me.firms.length > 1 ? (me.firms.find((f) => f.id === id)?.name ?? "") : "";
	const connectors = useAllConnectors();
	const receptions = useAllReceptions();
	const deliveries = useDeliveryCounts(useMine());
	const board = useBoard();
	const late = useLate(useMine(), today());
	const backups = useBackups();
	const needs = [
		...connectors.rows.flatMap((row) => needOf(row, firm(row.firmId))),
		...receptions.rows.flatMap((row) => needOfReception(row, firm(row.firmId))),
		...counted(deliveries.data ?? [], [
			["refused", t.refused, t.deliveriesAction, "/envois?etat=refused"],
			["to_check", t.toCheck, t.deliveriesAction, "/envois?etat=to_check"],
		]),
		...receptions.rows.flatMap((row) => needOfRejected(row, firm(row.firmId))),
		...(late.data ? silent(late.data.late) : []),
		...(board.data ? overdue(board.data) : []),
		...(backups.data ? unsaved(backups.data) : []),
		...counted(places, [["held", t.held, t.heldAction, "/releves?place=held"]]),
		...counted(all, [
			["aside", t.aside, t.asideAction, "/ibans/sans-iban"],
			["downloadable", t.ready, t.readyAction, ""],
		]),
	];
	const settled = [deliveries, board, late].every((q) => q.data !== undefined || q.isError);
	const failed =
		connectors.failed ?? receptions.failed ?? [deliveries, board, late].find((q) => q.isError);
	return { needs, known: connectors.settled && receptions.settled && settled, failed };
}

/** The IBANs whose bank stopped sending. */
const silent = (n: number): Need[] =>
	n > 0
		? [{ key: "late", sentence: t.late(n), action: t.lateAction, to: "/couverture?retard=1" }]
		: [];

/** What the backups ask of an Administrateur; a day without opening the window is no fault. */
function unsaved({ problem, sheetOn, lastAt }: BackupStatus): Need[] {
	const to = "/sauvegardes";
	const last = lastAt.slice(0, 10);
	if (problem) return [{ key: "backup", sentence: problem, action: b.lateAction, to }];
	if (last && last < addDays(today(), -7))
		return [{ key: "backup", sentence: b.late(formatDay(last)), action: b.lateAction, to }];
	return last && !sheetOn
		? [{ key: "backup-sheet", sentence: b.noSheet, action: b.sheetAction, to }]
		: [];
}

/** The mandates whose reminder is due, by whom they wait for. */
function overdue({ groups, clientDays, bankDays }: MandateBoard): Need[] {
	const due = (who: string) => groups.filter((g) => g.who === who && g.due > 0);
	return [
		{ who: "client", say: t.toSign, days: clientDays },
		{ who: "bank", say: t.atBank, days: bankDays },
	].flatMap(({ who, say, days }) => {
		const late = due(who);
		const n = late.reduce((sum, g) => sum + g.due, 0);
		const to = `/ibans/mandats?relance=1&statut=${late.map((g) => g.status).join(",")}`;
		return n > 0
			? [{ key: `mandates-${who}`, sentence: say(n, days), action: t.mandatesAction, to }]
			: [];
	});
}

function needOf(row: ConnectorRow, firm: string): Need[] {
	const sentence = row.trouble || row.missing;
	if (!sentence) return [];
	return [
		{
			key: `connector-${row.id}`,
			sentence: t.connector(row.name, firm, sentence),
			action: row.trouble ? t.connectorTrouble : t.connectorMissing,
			to: connectorAddress(row.firmId, row.id),
		},
	];
}

function needOfReception(row: ReceptionRow, firm: string): Need[] {
	const sentence = row.trouble || row.missing;
	if (!sentence) return [];
	return [
		{
			key: `reception-${row.id}`,
			sentence: t.connector(row.name, firm, sentence),
			action: row.trouble ? fr.receptions.see : t.connectorMissing,
			to: receptionAddress(row.firmId, row.id),
		},
	];
}

/** What a reception brought and nobody could read, until somebody saw it. */
function needOfRejected(row: ReceptionRow, firm: string): Need[] {
	if (row.unnoticed === 0) return [];
	return [
		{
			key: `rejected-${row.id}`,
			sentence: t.connector(row.name, firm, t.rejected(row.unnoticed)),
			action: fr.receptions.see,
			to: receptionAddress(row.firmId, row.id),
		},
	];
}

type Rule = [key: string, say: (n: number) => string, action: string, to: string];

function counted(counts: readonly Count[], rules: readonly Rule[]): Need[] {
	return rules.flatMap(([key, say, action, to]) => {
		const n = counts.find((c) => c.key === key)?.count ?? 0;
		return n > 0 ? [{ key, sentence: say(n), action, to }] : [];
	});
}
