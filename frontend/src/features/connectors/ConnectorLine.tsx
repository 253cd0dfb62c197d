import { ActionIcon, Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { Link } from "react-router";
import type { ConnectorRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { Notice } from "../../ui/Notice";
import { connectorAddress } from "./address";
import classes from "./connectors.module.css";
import { countOf, waitingOf } from "./counts";
import { PauseIcon } from "./Pause";
import { Resting } from "./Resting";

const t = fr.connectors;

interface Props {
	row: ConnectorRow;
	/** Absent for those who may not. */
	onRemove?: (row: ConnectorRow) => void;
}

/** A connector of the firm: its partner, how it sends, how it goes, and what it lacks. */
export function ConnectorLine({ row, onRemove }: Props) {
	const to = connectorAddress(row.firmId, row.id);
	const waiting = waitingOf(row);
	const refused = countOf(row, "refused");
	return (
		<li className={classes.line}>
			<div className={classes.top}>
				<Link to={to} className={classes.name} aria-label={t.open(row.name)}>
					{row.name}
				</Link>{" "}
				<span className="dim">
					{row.name === row.partnerName ? row.modeName : t.partnerOf(row.partnerName, row.modeName)}
				</span>
				{onRemove && <PauseIcon row={row} />}
				{onRemove && (
					<ActionIcon
						my={-4}
						aria-label={t.remove(row.name)}
						title={t.remove(row.name)}
						onClick={() => onRemove(row)}
					>
						<IconTrash size={16} />
					</ActionIcon>
				)}
			</div>
			<p className={classes.health}>
				<span>
					{row.lastSuccessAt ? t.lastSuccess(formatInstant(row.lastSuccessAt)) : t.noSuccess}
				</span>
				<span>{t.accounts(row.accounts)}</span>
				{waiting > 0 && <span>{t.waiting(waiting)}</span>}
				{refused > 0 && (
					<Link to={`/envois?connecteur=${row.id}&etat=refused`}>{t.refused(refused)}</Link>
				)}
			</p>
			<Banner row={row} to={to} />
		</li>
	);
}

/** What keeps it from sending, with the button that mends it. */
function Banner({ row, to }: { row: ConnectorRow; to: string }) {
	const mend = (label: string) => (
		<Button component={Link} to={to} variant="default" size="compact-sm">
			{label}
		</Button>
	);
	if (row.trouble)
		return (
			<Notice kind="bad" actions={mend(t.see)}>
				{row.trouble} {row.troubleHint}
			</Notice>
		);
	if (row.missing)
		return (
			<Notice kind="warn" actions={mend(t.complete)}>
				{row.missing}
			</Notice>
		);
	if (row.paused)
		return (
			<Notice kind="warn" actions={mend(t.see)}>
				{t.pausedSentence}
			</Notice>
		);
	return <Resting row={row} />;
}
