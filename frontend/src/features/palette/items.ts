import type { ComponentType } from "react";
import { fold } from "../../lib/fold";

/** The groups of the palette, in their order. */
export const GROUPS = ["recent", "screens", "actions", "clients", "ibans"] as const;
export type Group = (typeof GROUPS)[number];

/** Something that the palette goes to or does. */
export interface Item {
	/** « screen:/clients », « action:import », « client:12 », « account:7 ». */
	id: string;
	group: Group;
	label: string;
	detail?: string;
	/** The shortcut that does it too. */
	keys?: string;
	icon: ComponentType<{ size: number; "aria-hidden": true }>;
	/** Where the focus goes then: to the screen that opens, to a dialog, or back when absent. */
	to?: "screen" | "dialog";
	run: () => void;
}

/** The items whose name holds every word, those that begin with the first word on top. */
export function matching(items: readonly Item[], text: string): Item[] {
	const words = fold(text).split(" ");
	const begins = (item: Item) => fold(item.label).startsWith(words[0] ?? "");
	const found = items.filter((item) => {
		const name = fold(item.label);
		return words.every((word) => name.includes(word));
	});
	return [...found.filter(begins), ...found.filter((item) => !begins(item))];
}

/** Whether what the backend found for another text still answers this one. */
export function stillMatches(item: Item, text: string): boolean {
	const name = fold(`${item.label} ${item.detail ?? ""}`);
	const compact = name.replaceAll(" ", "");
	return (
		compact.includes(fold(text).replaceAll(" ", "")) ||
		fold(text)
			.split(" ")
			.every((word) => name.includes(word))
	);
}
