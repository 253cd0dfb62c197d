import { Button } from "@mantine/core";
import { useState } from "react";
import type { FileAnswer, FilePreview } from "../../api";
import { fr } from "../../i18n/fr";
import { Notice } from "../../ui/Notice";
import { Asked } from "./Asked";
import type { Choice } from "./choice";
import { Given } from "./Given";
import classes from "./imports.module.css";
import { PreviewAccounts } from "./PreviewAccounts";
import { conflicts, formatWord, isTable, kindOf } from "./preview";

const t = fr.imports;

interface Props {
	file: FilePreview;
	/** The other files that ask for the same thing. */
	others: readonly FilePreview[];
	choice: Choice;
	busy: boolean;
	onAnswer: (paths: string[], said: Partial<FileAnswer>) => void;
	onCover: (covered: boolean) => void;
}

/** One file of the preview: what it asks for or why it is refused, its accounts, its oddities. */
export function PreviewDetails({ file, others, choice, busy, onAnswer, onCover }: Props) {
	const kind = kindOf(file);
	const given = choice.given.find((g) => g.path === file.path);
	const facts = [
		file.format && formatWord(file.format),
		file.statements > 0 && fr.common.statements(file.statements),
		file.operations > 0 && fr.common.operations(file.operations),
		conflicts(file.states) > 0 && t.inConflict(conflicts(file.states)),
	].filter(Boolean);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
		<section className={classes.details} aria-label={t.detailsOf(file.name)} tabIndex={0}>
			<div className={classes.about}>
				<h2 className="cut" title={file.path}>
					{file.name}
				</h2>
				<span className="dim">{facts.join(" · ")}</span>
			</div>
			{(kind === "failed" || kind === "duplicate") && (
				<Notice kind={kind === "failed" ? "bad" : "warn"}>
					<strong>{file.message}</strong>
					<div>{file.hint || (kind === "duplicate" ? t.duplicateHint : "")}</div>
				</Notice>
			)}
			{kind === "asks" && (
				<Asked
					file={file}
					others={others}
					given={given}
					busy={busy}
					onAnswer={onAnswer}
					onCover={onCover}
				/>
			)}
			{kind !== "asks" && (given || (kind === "ready" && isTable(file.format))) && (
				<Given file={file} given={given} busy={busy} onAnswer={onAnswer} onCover={onCover} />
			)}
			{kind === "ready" && file.accounts.length === 0 && <p className="dim">{t.nothingInside}</p>}
			{file.accounts.length > 0 && <PreviewAccounts file={file} />}
			<Notes file={file} />
		</section>
	);
}

/** The oddities of a file, by line; folded until one asks for them. */
function Notes({ file }: { file: FilePreview }) {
	const [open, setOpen] = useState(false);
	if (file.notes.length === 0) return null;
	return (
		<div>
			<Button
				size="compact-sm"
				variant="subtle"
				aria-expanded={open}
				onClick={() => setOpen(!open)}
			>
				{t.notes(file.warnings)}
			</Button>
			{open && (
				<ul className={classes.notes} aria-label={t.notes(file.warnings)}>
					{file.notes.map((n, i) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
						<li key={i}>
							<span className="dim tabular">{n.line > 0 ? t.noteLine(n.line) : ""}</span>
							<span>{n.message}</span>
						</li>
					))}
				</ul>
			)}
			{open && file.warnings > file.notes.length && (
				<p className="dim">{t.notesShown(file.notes.length, file.warnings)}</p>
			)}
		</div>
	);
}
