import type { FilePreview } from "../../api";
import { fr } from "../../i18n/fr";
import { formatCount } from "../../lib/money";
import { choiceColumn } from "../../ui/grid/choiceColumn";
import type { Column } from "../../ui/grid/types";
import type { Selection } from "../../ui/grid/useSelection";
import { Status } from "../../ui/Status";
import classes from "./imports.module.css";
import { byGravity, formatWord, kindOf, periodOf } from "./preview";

const t = fr.imports;

const verdict = (f: FilePreview) =>
	kindOf(f) === "ready"
		? byGravity(f.states)
				.map((s) => `${s.name} ${s.count}`)
				.join(", ")
		: [t.kind[kindOf(f)], f.message].filter(Boolean).join(" : ");

/** The columns of the files of a preview. */
export function previewColumns(
	selection: Selection<FilePreview>,
	ready: readonly FilePreview[],
): Column<FilePreview>[] {
	return [
		choiceColumn({
			selection,
			loaded: ready,
			rowKey: (f) => f.path,
			allName: t.takeAll,
			name: (f) => t.takeOne(f.name),
			can: (f) => kindOf(f) === "ready",
		}),
		{ key: "name", label: t.file, min: 150, grow: 3, cell: (f) => f.name, text: (f) => f.name },
		{
			key: "format",
			label: t.format,
			min: 88,
			cell: (f) => (f.format ? formatWord(f.format) : ""),
			text: (f) => (f.format ? formatWord(f.format) : ""),
		},
		{
			key: "period",
			label: t.period,
			min: 146,
			cell: (f) => <span className="tabular">{periodOf(f.accounts)}</span>,
			text: (f) => periodOf(f.accounts),
		},
		figure("newStatements", t.newStatementsColumn, (f) => f.newStatements),
		figure("knownStatements", t.knownStatements, (f) => f.statements - f.newStatements),
		figure("newOperations", t.newOperationsColumn, (f) => f.newOperations),
		figure("knownOperations", t.knownOperations, (f) => f.operations - f.newOperations),
		{
			key: "warnings",
			label: t.warnings,
			min: 56,
			align: "right",
			cell: (f) => (f.warnings > 0 ? formatCount(f.warnings) : ""),
			text: (f) => String(f.warnings),
		},
		{
			key: "verdict",
			label: t.verdict,
			min: 236,
			grow: 3,
			cell: (f) => <Verdict file={f} />,
			text: verdict,
		},
	];
}

/** A number of what can be imported, right-aligned. */
function figure(
	key: string,
	label: string,
	count: (f: FilePreview) => number,
): Column<FilePreview> {
	const text = (f: FilePreview) => (kindOf(f) === "ready" ? formatCount(count(f)) : "");
	return { key, label, min: 94, align: "right", cell: text, text };
}

/** What there is to know first: a refusal, or the gravest states. */
function Verdict({ file }: { file: FilePreview }) {
	const kind = kindOf(file);
	if (kind !== "ready") {
		return (
			<span className={classes.verdict}>
				<Status kind="outcome" value={kind} name={t.kind[kind] ?? kind} />
				{kind !== "duplicate" && <span className="dim cut">{file.message}</span>}
			</span>
		);
	}
	return (
		<span className={classes.verdict}>
			{byGravity(file.states).map((s) => (
				<Status
					key={s.key}
					kind="state"
					value={s.key}
					name={file.states.length > 1 ? `${s.name} ${formatCount(s.count)}` : s.name}
				/>
			))}
		</span>
	);
}
