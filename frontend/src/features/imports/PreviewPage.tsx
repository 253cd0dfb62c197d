import { Button, Group, SegmentedControl } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { FilePreview, ImportPreview } from "../../api";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { DataGrid } from "../../ui/grid/DataGrid";
import { ErrorNotice } from "../../ui/Notice";
import { answered, type Choice } from "./choice";
import classes from "./imports.module.css";
import { PreviewDetails } from "./PreviewDetails";
import { type Kind, kindOf, kinds } from "./preview";
import { previewColumns } from "./previewColumns";

const t = fr.imports;

interface Props {
	preview: ImportPreview;
	choice: Choice;
	/** The files that are not to be taken, by path. */
	left: ReadonlySet<string>;
	onLeft: (left: ReadonlySet<string>) => void;
	/** Another preview is on its way. */
	busy: boolean;
	starting: boolean;
	error: unknown;
	onAnswer: (choice: Choice) => void;
	onBack: () => void;
	onTake: (paths: string[], all: boolean) => void;
	onCover: (covered: boolean) => void;
}

/** What an import would do, file by file, and which of them to take. */
export function PreviewPage(p: Props) {
	const { files } = p.preview;
	const [kind, setKind] = useState<Kind | "">("");
	const [openedAt, setOpenedAt] = useState(() => firstToSee(files));
	const ready = files.filter((f) => kindOf(f) === "ready");
	const taken = ready.filter((f) => !p.left.has(f.path));
	const shown = kind ? files.filter((f) => kindOf(f) === kind) : inOrder(files);
	const there = shown.indexOf(files[openedAt] as FilePreview);
	const opened = shown[Math.max(0, there)];
	const selection = useTaken(ready, taken, p.left, p.onLeft);
	const list = useRef<HTMLDivElement>(null);
	const { job } = p.preview;
	// What had the focus may have gone with the answer that it gave.
	useEffect(() => {
		if (job && document.activeElement === document.body)
			list.current?.querySelector<HTMLElement>("[role=grid]")?.focus();
	}, [job]);
	const can = taken.length > 0 && !p.busy && !p.starting;
	const take = () => {
		if (!can) return;
		p.onTake(
			taken.map((f) => f.path),
			taken.length === ready.length,
		);
	};
	return (
		<div className={`${classes.preview} ${files.length > 1 ? classes.several : ""}`}>
			<Summary files={files} taken={taken} kind={kind} onKind={setKind} />
			{p.error ? <ErrorNotice error={p.error} /> : null}
			<div
				ref={list}
				className={classes.files}
				style={{ height: Math.min(shown.length || 3, 12) * 32 + 42 }}
				onKeyDownCapture={(event) => {
					// Enter goes on, unless it is held down since the screen before.
					const onGrid = (event.target as HTMLElement).getAttribute("role") === "grid";
					if (event.key !== "Enter" || !onGrid) return;
					event.preventDefault();
					event.stopPropagation();
					if (!event.repeat) take();
				}}
			>
				<DataGrid
					key={kind}
					label={t.previewFiles}
					columns={previewColumns(selection, ready)}
					count={shown.length}
					rowAt={(i) => shown[i]}
					rowKey={(f) => f.path}
					onOpen={(file) => setOpenedAt(files.indexOf(file))}
					followKeys
					openedKey={opened?.path}
					openedIndex={Math.max(0, there)}
					selection={selection}
					onSelectAll={() => selection.choose(ready)}
					busy={p.busy}
					autoFocus
					empty={<EmptyState title={t.previewNone} />}
				/>
			</div>
			{opened && (
				<PreviewDetails
					key={`${opened.path} ${p.preview.job}`}
					file={opened}
					others={files.filter((f) => f.asks === opened.asks && f.path !== opened.path)}
					choice={p.choice}
					busy={p.busy}
					onAnswer={(paths, said) => p.onAnswer(answered(p.choice, paths, said))}
					onCover={p.onCover}
				/>
			)}
			<Group gap={8} justify="flex-end" className={classes.foot}>
				<Button variant="subtle" mr="auto" onClick={p.onBack}>
					{t.backToChoice}
				</Button>
				<span className="dim">{t.previewLead}</span>
				<Button disabled={!can} loading={p.starting} onClick={take}>
					{t.take(taken.length)}
				</Button>
			</Group>
		</div>
	);
}

/** What waits for an answer stands first. */
function inOrder(files: readonly FilePreview[]): readonly FilePreview[] {
	return [...files.filter((f) => f.asks), ...files.filter((f) => !f.asks)];
}

/** The first file that waits for an answer, else the first. */
function firstToSee(files: readonly FilePreview[]): number {
	return Math.max(
		0,
		files.findIndex((f) => f.asks),
	);
}

/** The files that are taken, as a list's chosen lines: all that can be, but those left. */
function useTaken(
	ready: readonly FilePreview[],
	taken: readonly FilePreview[],
	left: ReadonlySet<string>,
	onLeft: (left: ReadonlySet<string>) => void,
) {
	return {
		selected: new Map(taken.map((f) => [f.path, f])),
		rows: [...taken],
		toggle: (file: FilePreview) => {
			if (kindOf(file) !== "ready") return;
			const next = new Set(left);
			if (!next.delete(file.path)) next.add(file.path);
			onLeft(next);
		},
		choose: (files: readonly FilePreview[]) => {
			const chosen = new Set(files.map((f) => f.path));
			onLeft(new Set(ready.map((f) => f.path).filter((path) => !chosen.has(path))));
		},
		clear: () => onLeft(new Set(ready.map((f) => f.path))),
	};
}

interface SummaryProps {
	files: readonly FilePreview[];
	taken: readonly FilePreview[];
	kind: Kind | "";
	onKind: (kind: Kind | "") => void;
}

/** How many files of each kind, and what those that are taken bring. */
function Summary({ files, taken, kind, onKind }: SummaryProps) {
	const counts = kinds
		.map((k) => ({ key: k, count: files.filter((f) => kindOf(f) === k).length }))
		.filter((c) => c.count > 0);
	const sum = (key: "newStatements" | "newOperations") => taken.reduce((n, f) => n + f[key], 0);
	return (
		<Group gap={12} justify="space-between">
			{counts.length > 1 ? (
				<SegmentedControl
					aria-label={t.kindFilter}
					size="xs"
					value={kind}
					onChange={(chosen) => onKind(chosen as Kind | "")}
					data={[
						{ value: "", label: t.counted(t.kinds.all ?? "", files.length) },
						...counts.map((c) => ({
							value: c.key,
							label: t.counted(t.kinds[c.key] ?? c.key, c.count),
						})),
					]}
				/>
			) : (
				<span className="dim">{fr.common.files(files.length)}</span>
			)}
			<strong aria-live="polite">{t.brings(sum("newStatements"), sum("newOperations"))}</strong>
		</Group>
	);
}
