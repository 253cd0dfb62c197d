import { fr } from "../../i18n/fr";
import { addDays, formatPeriod } from "../../lib/dates";
import classes from "./coverage.module.css";

const t = fr.coverage;

interface Run {
	kind: string;
	at: number;
	days: number;
}

/** A letter a day as runs of the same letter. */
export function runsOf(days: string): Run[] {
	const runs: Run[] = [];
	for (let i = 0; i < days.length; i++) {
		const kind = days[i] ?? ".";
		const last = runs.at(-1);
		if (last && last.kind === kind) last.days++;
		else runs.push({ kind, at: i, days: 1 });
	}
	return runs;
}

/** What is missing or doubtful of some days, in words; what all of them are when nothing is. */
export function daysInWords(days: string, from: string): string {
	const runs = runsOf(days);
	const odd = runs.filter((r) => r.kind === "m" || r.kind === "d");
	if (odd.length > 0) {
		return odd
			.map((r) =>
				t.run(
					t.kinds[r.kind] ?? "",
					formatPeriod(addDays(from, r.at), addDays(from, r.at + r.days - 1)),
				),
			)
			.join(" ; ");
	}
	if (runs.every((r) => r.kind === ".")) return t.nothing;
	const covered = runs.filter((r) => r.kind !== ".");
	const [first, last] = [covered[0], covered.at(-1)];
	if (!first || !last) return t.nothing;
	return t.run(
		t.covered,
		formatPeriod(addDays(from, first.at), addDays(from, last.at + last.days - 1)),
	);
}

/** The days of an account, one stripe a run: received, quiet, missing, doubtful, nothing. */
export function Days({ days, from }: { days: string; from: string }) {
	return (
		<svg
			role="img"
			aria-label={daysInWords(days, from)}
			className={classes.days}
			viewBox={`0 0 ${days.length} 10`}
			preserveAspectRatio="none"
		>
			{runsOf(days).map((r) => (
				<rect
					key={r.at}
					className={classes[names[r.kind] ?? "nothing"]}
					x={r.at}
					y={r.kind === "e" ? 3 : r.kind === "." ? 4.5 : 0}
					width={r.days}
					height={r.kind === "e" ? 4 : r.kind === "." ? 1 : 10}
				>
					<title>
						{t.run(
							t.kinds[r.kind] ?? t.nothing,
							formatPeriod(addDays(from, r.at), addDays(from, r.at + r.days - 1)),
						)}
					</title>
				</rect>
			))}
		</svg>
	);
}

const names: Record<string, string> = { r: "received", e: "quiet", m: "missing", d: "doubtful" };

/** What the stripes mean: each by its colour and its height. */
export function Legend() {
	return (
		<ul className={classes.legend} aria-label={t.legend}>
			{["r", "e", "m", "d"].map((kind) => (
				<li key={kind}>
					<svg viewBox="0 0 14 10" width={14} height={10} aria-hidden>
						<rect
							className={classes[names[kind] ?? ""]}
							y={kind === "e" ? 3 : 0}
							width={14}
							height={kind === "e" ? 4 : 10}
						/>
					</svg>
					{t.kinds[kind]}
				</li>
			))}
		</ul>
	);
}
