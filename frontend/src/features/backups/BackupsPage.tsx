import { Button, Group, VisuallyHidden } from "@mantine/core";
import { IconArchive, IconDatabaseExport, IconRestore } from "@tabler/icons-react";
import { useState } from "react";
import { api, type BackupStatus } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { formatDay, formatInstant, formatRecent } from "../../lib/dates";
import { EmptyState } from "../../ui/EmptyState";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import classes from "./backups.module.css";
import { MakeForDialog } from "./MakeForDialog";
import { Progress } from "./Progress";
import { useBackups, useMake } from "./queries";
import { RenewDialog } from "./RenewDialog";
import { RestoreDialog } from "./RestoreDialog";
import { SheetDialog } from "./SheetDialog";

const t = fr.backups;
type Dialog = "for" | "sheet" | "renew" | { restore: string } | null;

/** « Sauvegardes »: how they stand, those that are there, and the way back. */
export function BackupsPage() {
	const backups = useBackups();
	const make = useMake();
	const [dialog, setDialog] = useState<Dialog>(null);
	const close = () => setDialog(null);
	const status = backups.data;
	return (
		<Page
			title={t.title}
			actions={
				<Group gap={8}>
					<Button
						variant="default"
						leftSection={<IconRestore size={16} />}
						onClick={() => setDialog({ restore: "" })}
					>
						{t.restore}
					</Button>
					<Button
						variant="default"
						leftSection={<IconArchive size={16} />}
						onClick={() => setDialog("for")}
					>
						{t.makeFor}
					</Button>
					<Button
						leftSection={<IconDatabaseExport size={16} />}
						loading={make.isPending}
						onClick={() => make.mutate(undefined)}
					>
						{t.make}
					</Button>
				</Group>
			}
		>
			<Scroll>
				<div className={classes.body}>
					{backups.error && (
						<ErrorNotice error={backups.error} onRetry={() => void backups.refetch()} />
					)}
					{make.error && <ErrorNotice error={make.error} />}
					{make.isPending && <Progress />}
					{status && (
						<>
							<Warnings status={status} onSheet={() => setDialog("sheet")} />
							<Standing status={status} onRenew={() => setDialog("renew")} />
							<Files status={status} onRestore={(restore) => setDialog({ restore })} />
						</>
					)}
				</div>
			</Scroll>
			{dialog === "for" && <MakeForDialog onClose={close} />}
			{dialog === "sheet" && <SheetDialog onClose={close} />}
			{dialog === "renew" && <RenewDialog onClose={close} />}
			{dialog !== null && typeof dialog === "object" && (
				<RestoreDialog path={dialog.restore} onClose={close} />
			)}
		</Page>
	);
}

function Warnings({ status, onSheet }: { status: BackupStatus; onSheet: () => void }) {
	return (
		<>
			{status.problem && <Notice kind="warn">{status.problem}</Notice>}
			{!status.sheetOn && (
				<Notice kind="warn" actions={<Button onClick={onSheet}>{t.sheet}</Button>}>
					<strong>{t.noSheet}</strong>
					<div>{t.noSheetHint}</div>
				</Notice>
			)}
		</>
	);
}

function Standing({ status, onRenew }: { status: BackupStatus; onRenew: () => void }) {
	const choose = useChange(() => api.backups.ChooseFolder());
	const own = useChange(() => api.backups.OwnFolder());
	const error = choose.error ?? own.error;
	return (
		<section aria-label={t.daily}>
			<p className="dim">{t.lead(status.keep)}</p>
			<Fields>
				<Field label={t.last}>
					{status.lastAt ? formatRecent(status.lastAt) : <span className="dim">{t.never}</span>}
				</Field>
				<Field label={t.folder}>
					<span className={classes.path}>{status.folder}</span>
					<Group gap={8} mt={4}>
						<Button
							variant="default"
							size="compact-sm"
							loading={choose.isPending}
							onClick={() => choose.mutate(undefined)}
						>
							{t.chooseFolder}
						</Button>
						{status.chosen && (
							<Button
								variant="default"
								size="compact-sm"
								loading={own.isPending}
								onClick={() => own.mutate(undefined)}
							>
								{t.ownFolder}
							</Button>
						)}
					</Group>
					<p className="dim">{t.folderHint}</p>
				</Field>
				<Field label={t.sheet}>
					{status.sheetOn ? t.sheetAway(formatDay(status.sheetOn)) : t.sheetWaits}
					<Group gap={8} mt={4}>
						<Button variant="default" size="compact-sm" onClick={onRenew}>
							{t.renew}
						</Button>
					</Group>
				</Field>
			</Fields>
			{error && <ErrorNotice error={error} />}
		</section>
	);
}

interface FilesProps {
	status: BackupStatus;
	onRestore: (path: string) => void;
}

function Files({ status, onRestore }: FilesProps) {
	if (status.files.length === 0)
		return (
			<div className={classes.none}>
				<EmptyState title={t.none} hint={t.noneHint} />
			</div>
		);
	return (
		<section aria-labelledby="backup-files">
			<h2 id="backup-files">{t.files}</h2>
			<div className={classes.scroll}>
				<table className={classes.table}>
					<thead>
						<tr>
							<th scope="col">{t.madeAt}</th>
							<th scope="col">{t.name}</th>
							<th scope="col" className={classes.number}>
								{t.size}
							</th>
							<th scope="col">{t.kind}</th>
							<th scope="col">
								<VisuallyHidden>{t.restore}</VisuallyHidden>
							</th>
						</tr>
					</thead>
					<tbody>
						{status.files.map((f) => (
							<tr key={f.path}>
								<td>{formatInstant(f.madeAt)}</td>
								<td className={classes.path}>{f.name}</td>
								<td className={classes.number}>{t.bytes(f.size)}</td>
								<td>{f.aside ? t.aside : t.ofTheDay}</td>
								<td>
									<Button
										variant="default"
										size="compact-sm"
										aria-label={t.restoreNamed(f.name)}
										onClick={() => onRestore(f.path)}
									>
										{t.restore}
									</Button>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}
