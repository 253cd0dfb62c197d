import { z } from "zod";
import { usePreference } from "../../data/preferences";
import type { Column } from "./types";

const chosen = z.record(z.string(), z.boolean());

/** A column that one may hide or show. */
export interface ColumnChoice {
	key: string;
	label: string;
	shown: boolean;
}

/**
 * The columns of a list that a person chose to see. The first that has a name says what a line
 * is, and those without one are for doing something: they stay.
 */
export function useColumns<Row>(list: string, columns: readonly Column<Row>[]) {
	const [choice, setChoice] = usePreference(`columns.${list}`, chosen, {});
	const first = columns.find((c) => c.label)?.key;
	const stays = (c: Column<Row>) => !c.label || c.key === first;
	const isShown = (c: Column<Row>) => stays(c) || (choice[c.key] ?? !c.hidden);
	const choices: ColumnChoice[] = columns
		.filter((c) => !stays(c))
		.map((c) => ({ key: c.key, label: c.label, shown: isShown(c) }));
	return {
		shown: columns.filter(isShown),
		choices,
		show: (key: string, shown: boolean) => setChoice({ ...choice, [key]: shown }),
		/** Undefined when they are as they come. */
		reset: Object.keys(choice).length > 0 ? () => setChoice({}) : undefined,
	};
}
