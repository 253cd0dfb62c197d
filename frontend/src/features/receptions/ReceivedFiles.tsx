import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { ReceptionDetails, ReceptionFile } from "../../api";
import { fr } from "../../i18n/fr";
import { formatRecent } from "../../lib/dates";
import { Notice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { Status } from "../../ui/Status";
import connectors from "../connectors/connectors.module.css";
import { useNotice, useReadAgain } from "./queries";
import classes from "./receptions.module.css";

const t = fr.receptions;

/** The last files that the source showed, with what became of each. */
export function ReceivedFiles({ reception }: { reception: ReceptionDetails }) {
	const { files, row, connector } = reception;
	const keeps = row.kind === "source_sftp" && connector.settings.after === "keep";
	return (
		<section className={connectors.part}>
			<h3 id="received">{t.lastFiles}</h3>
			{row.unnoticed > 0 && <Unnoticed id={row.id} n={row.unnoticed} />}
			{files.length === 0 ? (
				<p className="dim">{row.lookedAt ? t.noFile : t.noLook}</p>
			) : (
				<ul className={classes.files} aria-labelledby="received">
					{files.map((f) => (
						<Received key={f.id} file={f} again={keeps} />
					))}
				</ul>
			)}
		</section>
	);
}

/** What « Accueil » asks about until somebody says that they saw it. */
function Unnoticed({ id, n }: { id: number; n: number }) {
	const notice = useNotice(id, () => notify(t.noticed));
	return (
		<Notice
			kind="warn"
			actions={
				<Button
					variant="default"
					size="compact-sm"
					loading={notice.isPending}
					onClick={() => notice.mutate(undefined)}
				>
					{t.notice}
				</Button>
			}
		>
			{t.noticeHint(n)}
		</Notice>
	);
}

function Received({ file: f, again }: { file: ReceptionFile; again: boolean }) {
	const read = useReadAgain(() => notify(t.againDone(f.path)));
	return (
		<li>
			<div className={classes.file}>
				<span className="cut" title={f.path}>
					{f.path}
				</span>
				<Status kind="outcome" value={f.outcome} name={f.outcomeName} />
			</div>
			<p className={classes.facts}>
				<span>{f.takenAt ? formatRecent(f.takenAt) : t.seen}</span>
				<span>{fr.deliveries.bytes(f.size)}</span>
				{f.statements > 0 && <span>{t.brought(f.statements, f.operations)}</span>}
				{f.fileId > 0 && <Link to={`/releves?fichier=${f.fileId}`}>{t.seeImport}</Link>}
				{f.filedAs && <span className="cut">{t.filedAs(f.filedAs)}</span>}
				{f.takenAt && !f.filed && <span>{t.notFiled}</span>}
			</p>
			{f.reason && (
				<div className={classes.reason}>
					{f.reason.split("\n").map((line) => (
						<p key={line}>{line}</p>
					))}
					{f.hint && <p className="dim">{f.hint}</p>}
				</div>
			)}
			{again && f.takenAt && f.fileId === 0 && (
				<Button
					variant="default"
					size="compact-sm"
					loading={read.isPending}
					onClick={() => read.mutate(f.id)}
				>
					{t.again}
				</Button>
			)}
		</li>
	);
}
