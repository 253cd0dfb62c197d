import { Button, Group, ScrollArea, Stack } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { copyText, type FileReport, type ImportReport as Report } from "../../api";
import { fr } from "../../i18n/fr";
import { formatCount } from "../../lib/money";
import { notify } from "../../ui/notify";
import { Status } from "../../ui/Status";
import { FailureNotice } from "./FailureNotice";
import classes from "./imports.module.css";
import { reportText } from "./reportText";
import { UndoDialog } from "./UndoDialog";

const t = fr.imports;

interface Props {
	report: Report;
	onAgain: () => void;
	onClose: () => void;
	/** Says that a dialog lies over this one, or no more. */
	onCover: (covered: boolean) => void;
}

/** What became of each file. */
export function ImportReport({ report, onAgain, onClose, onCover }: Props) {
	const navigate = useNavigate();
	const [undoing, setUndoing] = useState<FileReport | null>(null);
	const [undone, setUndone] = useState<ReadonlySet<number>>(new Set());
	const undo = (file: FileReport | null) => {
		setUndoing(file);
		onCover(file !== null);
	};
	const go = (to: string) => {
		onClose();
		void navigate(to);
	};
	const copy = async () => {
		await copyText(reportText(report));
		notify(t.reportCopied);
	};
	const aside = report.files.some((f) => f.places.some((p) => p.key === "aside" && p.count > 0));
	return (
		<Stack gap={14}>
			{report.failure && <FailureNotice failure={report.failure} />}
			<ScrollArea.Autosize
				mah={380}
				viewportProps={{ tabIndex: 0, role: "region", "aria-label": t.report }}
			>
				<ul className={classes.report}>
					{report.files.map((file) => (
						<FileLine
							key={file.path}
							file={file}
							undone={undone.has(file.fileId)}
							onUndo={() => undo(file)}
						/>
					))}
				</ul>
			</ScrollArea.Autosize>
			<Group gap={8} justify="flex-end">
				<Button variant="subtle" mr="auto" onClick={() => void copy()}>
					{fr.common.copy}
				</Button>
				<Button variant="default" onClick={onAgain}>
					{t.again}
				</Button>
				{aside && (
					<Button variant="default" onClick={() => go("/ibans/sans-iban")}>
						{t.seeAside}
					</Button>
				)}
				<Button data-autofocus onClick={() => go("/releves")}>
					{t.see}
				</Button>
			</Group>
			{undoing && (
				<UndoDialog
					row={undoing}
					onClose={() => undo(null)}
					onUndone={() => setUndone(new Set(undone).add(undoing.fileId))}
				/>
			)}
		</Stack>
	);
}

interface LineProps {
	file: FileReport;
	undone: boolean;
	onUndo: () => void;
}

function FileLine({ file, undone, onUndo }: LineProps) {
	const outcome = undone ? "cancelled" : file.outcome;
	const head = (
		<div className={classes.head}>
			<strong className="cut" title={file.path}>
				{file.name}
			</strong>
			<Status kind="outcome" value={outcome} name={t.outcome[outcome] ?? outcome} />
		</div>
	);
	if (undone) {
		return (
			<li aria-label={t.reportFor(file.name)}>
				{head}
				<p className="dim">{t.undoneLine}</p>
			</li>
		);
	}
	return (
		<li aria-label={t.reportFor(file.name)}>
			{head}
			<p>{file.message}</p>
			{file.hint && <p className="dim">{file.hint}</p>}
			{file.statements > 0 && (
				<p className={classes.facts}>
					<span>{t.newStatements(file.newStatements, file.statements)}</span>
					<span>{t.newOperations(file.newOperations, file.operations)}</span>
					{file.warnings > 0 && <span>{fr.common.warnings(file.warnings)}</span>}
				</p>
			)}
			<Counts kind="state" counts={file.states} label={t.states} />
			<Counts kind="place" counts={file.places} label={t.places} />
			{file.outcome === "imported" && (
				<Button
					size="compact-xs"
					variant="subtle"
					mt={4}
					ml={-8}
					leftSection={<IconArrowBackUp size={14} />}
					aria-label={t.undoThisFor(file.name)}
					onClick={onUndo}
				>
					{t.undoThis}
				</Button>
			)}
		</li>
	);
}

function Counts({
	kind,
	counts,
	label,
}: {
	kind: "state" | "place";
	counts: FileReport["states"];
	label: string;
}) {
	if (counts.length === 0) return null;
	return (
		<div className={classes.tags}>
			<span className="dim">{label}</span>
			{counts.map((c) => (
				<Status key={c.key} kind={kind} value={c.key} name={`${c.name} ${formatCount(c.count)}`} />
			))}
		</div>
	);
}
