import type * as t from "../types";
import { connectors, type FakeConnector } from "./catalogue";
import { accounts, aside, clients, firms, imports, statements } from "./data";
import { people } from "./people";
import { deliveries } from "./queue";
import { fakeSources } from "./receiving";

/** What the fake remembers while the window is open. */
export interface FakeData {
	accounts: t.AccountRow[];
	aside: t.AsideRow[];
	clients: t.ClientRow[];
	connectors: FakeConnector[];
	deliveries: t.DeliveryRow[];
	firms: t.Firm[];
	imports: t.ImportRow[];
	documents: { accountIds: number[]; row: t.DocumentRow }[];
	people: t.PersonRow[];
	mandates: Map<number, t.MandateStep[]>;
	reminders: { accountId: number; row: t.ReminderRow }[];
	sources: FakeConnector[];
	/** Received files that are to be read again. */
	forgotten: Set<number>;
	statements: t.StatementRow[];
}

/** A copy of the invented data; an empty firm has none. */
export function fakeData(empty: boolean): FakeData {
	const all = structuredClone({
		...{ accounts, aside, clients, connectors, deliveries, firms, imports, people, statements },
	});
	const none = { accounts: [], aside: [], clients: [], connectors: [], deliveries: [] };
	return {
		...all,
		...(empty ? { ...none, imports: [], statements: [] } : {}),
		documents: [],
		mandates: new Map(),
		reminders: [],
		sources: empty ? [] : fakeSources(),
		forgotten: new Set(),
	};
}
