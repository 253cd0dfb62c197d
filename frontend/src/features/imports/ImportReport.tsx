import { Button, Group, ScrollArea, Stack } from "@mantine/core";
import { useNavigate } from "react-router";
import { copyText, type FileReport, type ImportReport as Report } from "../../api";
import { fr } from "../../i18n/fr";
import { formatCount } from "../../lib/money";
import { Notice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { Status } from "../../ui/Status";
import classes from "./imports.module.css";
import { reportText } from "./reportText";

const t = fr.imports;

interface Props {
	report: Report;
	onAgain: () => void;
	onClose: () => void;
}

/** What became of each file. */
export function ImportReport({ report, onAgain, onClose }: Props) {
	const navigate = useNavigate();
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
			{report.failure && (
				<Notice kind={report.failure.code === "cancelled" ? "warn" : "bad"}>
					<strong>{report.failure.message}</strong>
					{report.failure.hint && <div>{report.failure.hint}</div>}
				</Notice>
			)}
			<ScrollArea.Autosize
				mah={380}
				viewportProps={{ tabIndex: 0, role: "region", "aria-label": t.report }}
			>
				<ul className={classes.report}>
					{report.files.map((file) => (
						<FileLine key={file.path} file={file} />
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
		</Stack>
	);
}

function FileLine({ file }: { file: FileReport }) {
	return (
		<li aria-label={t.reportFor(file.name)}>
			<div className={classes.head}>
				<strong className="cut" title={file.path}>
					{file.name}
				</strong>
				<Status
					kind="outcome"
					value={file.outcome}
					name={t.outcome[file.outcome] ?? file.outcome}
				/>
			</div>
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
