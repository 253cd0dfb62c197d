import type { FileAnswer, ImportForm } from "../../api";

/** What a person chose to import, and what they answered for files that do not say enough. */
export type Choice = ImportForm;

export const noChoice = (firmId: number): Choice => ({
	paths: [],
	firmId,
	handedOver: false,
	given: [],
});

/** More that is said of files, beside what was said of them before. */
export function answered(
	choice: Choice,
	paths: readonly string[],
	said: Partial<FileAnswer>,
): Choice {
	const given = new Map(choice.given.map((one) => [one.path, one]));
	for (const path of paths) {
		const before = given.get(path) ?? { path, account: "", dates: "", mapping: "" };
		given.set(path, { ...before, ...said });
	}
	return { ...choice, given: [...given.values()] };
}

/** How many paths the program takes at once. */
const MOST = 10_000;

/** The form that imports some of the files of a preview. */
export function taking(choice: Choice, paths: readonly string[], all: boolean): ImportForm {
	// A folder larger than a list of paths may be is taken as it was chosen.
	if (all && paths.length > MOST) return choice;
	const taken = new Set(paths);
	return { ...choice, paths: [...taken], given: choice.given.filter((g) => taken.has(g.path)) };
}
