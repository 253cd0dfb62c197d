import { Button } from "@mantine/core";
import { useState } from "react";
import type { AccountRow, DocumentRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay, formatInstant } from "../../lib/dates";
import { ErrorNotice } from "../../ui/Notice";
import { useSession } from "../session/session";
import { AttachDialog } from "./AttachDialog";
import classes from "./mandates.module.css";
import { PrepareDialog } from "./PrepareDialog";
import { useDocuments, useReminders } from "./queries";
import { ReminderDialog } from "./ReminderDialog";
import { TerminateDialog } from "./TerminateDialog";
import { useSaveCopy } from "./useSaveCopy";

const t = fr.mandates;
const SIGNABLE = ["created", "to_sign", "rejected"];
const LIVING = ["approved", "suspended"];
const WAITING = ["to_sign", "sent", "termination_asked"];

type Opened = "" | "prepare" | "terminate" | "attach" | "remind";

/** The papers of a mandate: what can be made or attached, and what is kept. */
export function Papers({ row }: { row: AccountRow }) {
	const { can } = useSession();
	const [opened, setOpened] = useState<Opened>("");
	const copy = useSaveCopy();
	const close = () => setOpened("");
	const made = (doc: DocumentRow) => {
		close();
		copy.mutate(doc);
	};
	const mayEnd =
		row.mandate === "termination_asked" || (LIVING.includes(row.mandate) && can("decide_mandate"));
	return (
		<section className={classes.papers} aria-labelledby="papers">
			<h4 id="papers">{t.papers}</h4>
			{can("prepare_mandate") && (
				<div className={classes.actions}>
					{SIGNABLE.includes(row.mandate) && (
						<Button variant="default" onClick={() => setOpened("prepare")}>
							{t.prepare}
						</Button>
					)}
					{mayEnd && (
						<Button variant="default" onClick={() => setOpened("terminate")}>
							{t.terminate}
						</Button>
					)}
					<Button variant="default" onClick={() => setOpened("attach")}>
						{t.attach}
					</Button>
					{WAITING.includes(row.mandate) && (
						<Button variant="default" onClick={() => setOpened("remind")}>
							{t.remind}
						</Button>
					)}
				</div>
			)}
			<Kept accountId={row.id} />
			{opened === "prepare" && <PrepareDialog row={row} onClose={close} onMade={made} />}
			{opened === "terminate" && <TerminateDialog row={row} onClose={close} onMade={made} />}
			{opened === "attach" && <AttachDialog row={row} onClose={close} />}
			{opened === "remind" && <ReminderDialog accountId={row.id} onClose={close} />}
		</section>
	);
}

function Kept({ accountId }: { accountId: number }) {
	const documents = useDocuments(accountId);
	const reminders = useReminders(accountId);
	const copy = useSaveCopy();
	const error = documents.error ?? reminders.error;
	if (error) return <ErrorNotice error={error} onRetry={() => void documents.refetch()} />;
	return (
		<>
			{documents.data?.length === 0 && <p className="dim">{t.noPaper}</p>}
			{documents.data && documents.data.length > 0 && (
				<ul className={classes.kept} aria-label={t.papersLabel}>
					{documents.data.map((d) => (
						<li key={d.id}>
							<div>
								<strong>{d.kindName}</strong>
								<p title={d.name}>{d.name}</p>
								<p className="dim">{t.by(formatInstant(d.at), d.by, d.size)}</p>
							</div>
							<Button
								size="compact-sm"
								variant="light"
								aria-label={t.saveCopyOf(d.name)}
								loading={copy.isPending && copy.variables?.id === d.id}
								onClick={() => copy.mutate(d)}
							>
								{t.saveCopy}
							</Button>
						</li>
					))}
				</ul>
			)}
			{reminders.data && reminders.data.length > 0 && (
				<ul className={classes.reminders} aria-label={t.remindersLabel}>
					{reminders.data.map((r, i) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: two reminders of a day are alike
						<li key={`${r.on}-${i}`} className="dim">
							{t.reminder(formatDay(r.on), r.by, r.name)}
						</li>
					))}
				</ul>
			)}
		</>
	);
}
