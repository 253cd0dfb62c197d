import { Button, Group } from "@mantine/core";
import type { JournalDetails } from "../../api";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice } from "../../ui/Notice";
import { SidePanel } from "../../ui/SidePanel";
import classes from "./journal.module.css";
import { ObjectLink } from "./ObjectLink";
import { useEntry } from "./queries";

const t = fr.journal;

interface Props {
	id: number;
	onClose: () => void;
}

/** One entry with all it holds. Nothing here changes it. */
export function JournalPanel({ id, onClose }: Props) {
	const entry = useEntry(id);
	const d = entry.data;
	return (
		<SidePanel title={t.entry(id)} onClose={onClose} foot={d && <Foot details={d} />}>
			{entry.error && <ErrorNotice error={entry.error} onRetry={() => void entry.refetch()} />}
			{d && (
				<div className={classes.parts}>
					<p>
						<strong>{d.sentence}</strong>
					</p>
					<EntryFields details={d} />
					<Facts details={d} />
				</div>
			)}
		</SidePanel>
	);
}

function EntryFields({ details: { row, action, osAccount } }: { details: JournalDetails }) {
	return (
		<Fields>
			<Field label={t.at}>{formatInstant(row.at)}</Field>
			<Field label={t.who}>{row.who}</Field>
			<Field label={t.osAccount}>{osAccount}</Field>
			<Field label={t.family}>{row.familyName}</Field>
			<Field label={t.objects[row.object] ?? t.object}>
				<ObjectLink row={row} />
			</Field>
			<Field label={t.firm}>{row.firmName || (row.firmId > 0 ? t.erased : "")}</Field>
			<Field label={t.action}>
				<code>{action}</code>
			</Field>
		</Fields>
	);
}

function Facts({ details: { facts } }: { details: JournalDetails }) {
	return (
		<section aria-label={t.facts}>
			<h3 className={classes.sub}>{t.facts}</h3>
			{facts.length === 0 ? (
				<p className="dim">{t.noFact}</p>
			) : (
				<Fields>
					{facts.map((f) => (
						<Field key={f.label} label={f.label}>
							{f.value}
						</Field>
					))}
				</Fields>
			)}
		</section>
	);
}

function Foot({ details: { row } }: { details: JournalDetails }) {
	const { set } = useParams();
	return (
		<Group gap={8}>
			{row.objectId > 0 && (
				<Button variant="default" onClick={() => set({ objet: `${row.object}-${row.objectId}` })}>
					{t.sameObject}
				</Button>
			)}
		</Group>
	);
}
