import { z } from "zod";
import { usePreference } from "../../data/preferences";
import { GROUPS, type Item, matching } from "./items";
import { useActions } from "./useActions";
import { isKept, useFound, useKnown } from "./useFound";
import { useScreens } from "./useScreens";

/** How many of the last used are on top of an empty palette. */
const KEPT = 5;
const noIds: string[] = [];

/** What the palette offers for a text, group after group. */
export function usePaletteItems(text: string, go: (address: string) => void) {
	// Numbers alone are kept, no name: who may no longer see a client finds no trace of it.
	const [recent, setRecent] = usePreference("palette", z.array(z.string()), noIds);
	const local = [...useActions(go), ...useScreens(go)];
	const found = useFound(text, go);
	const known = useKnown(text.trim() ? noIds : recent.filter(isKept), go);
	const items = text.trim()
		? [...matching(local, text), ...found.items]
		: withRecent([...local, ...known], recent);
	return {
		items: items.sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group)),
		searching: found.searching,
		error: found.error,
		use: (id: string) => setRecent([id, ...recent.filter((other) => other !== id)].slice(0, KEPT)),
	};
}

function withRecent(all: readonly Item[], recent: readonly string[]): Item[] {
	const byId = new Map(all.map((item) => [item.id, item]));
	const last = recent.flatMap((id) => byId.get(id) ?? []);
	return [
		...last.map((item) => ({ ...item, group: "recent" as const })),
		...all.filter((item) => !recent.includes(item.id)),
	];
}
