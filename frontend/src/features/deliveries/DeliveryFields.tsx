import { Link } from "react-router";
import type { DeliveryDetails, DeliveryRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant, formatPeriod } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { CopyButton } from "../../ui/CopyButton";
import { Field, Fields } from "../../ui/Fields";
import classes from "./deliveries.module.css";

const t = fr.deliveries;

/** Whether its bytes have left, as far as is known. */
const left = (row: DeliveryRow) =>
	row.doubt || ["integrated", "already_integrated", "deposited", "to_check"].includes(row.state);

/** What is delivered, to whom, and the very bytes that leave. */
export function DeliveryFields({ details }: { details: DeliveryDetails }) {
	const { row, sha256, size, frozenAt } = details;
	return (
		<Fields>
			<Field label={t.client}>{row.clientName}</Field>
			<Field label={t.account}>
				<Link to={`/ibans/${row.accountId}`} className="tabular">
					{row.ibanShown}
				</Link>
			</Field>
			<Field label={t.statement}>
				<Link to={`/releves/${row.statementId}`}>{formatPeriod(row.startOn, row.endOn)}</Link>,{" "}
				{fr.common.operations(row.operations)}
			</Field>
			{row.together > 1 && (
				<Field label={left(row) ? t.together : t.prepared}>
					{t.others(row.together - 1)}
					{typeof row.integrated === "number" && ` ; ${t.integratedOf(row.integrated, row.all)}`}
				</Field>
			)}
			<Field label={t.connector}>
				{row.connectorName}
				{row.partnerName !== row.connectorName && ` (${row.partnerName})`}
			</Field>
			<Field label={t.tries}>{formatCount(row.tries)}</Field>
			{row.nextTryAt && <Field label={t.next}>{formatInstant(row.nextTryAt)}</Field>}
			{row.code && (
				<Field label={t.code}>
					<code>{row.code}</code>
				</Field>
			)}
			{row.requestId && (
				<Field label={fr.connectors.requestId}>
					<Copied text={row.requestId} label={fr.connectors.copyRequestId} />
				</Field>
			)}
			<Field label={t.frozen}>{frozenAt ? formatInstant(frozenAt) : t.notFrozen}</Field>
			{row.fileName && <Field label={t.fileName}>{row.fileName}</Field>}
			{size > 0 && <Field label={t.size}>{t.bytes(size)}</Field>}
			{sha256 && (
				<Field label={t.sha}>
					<Copied text={sha256} label={t.copySha} />
				</Field>
			)}
			<Field label={t.updated}>{formatInstant(row.updatedAt)}</Field>
		</Fields>
	);
}

function Copied({ text, label }: { text: string; label: string }) {
	return (
		<span className={classes.copied}>
			<code>{text}</code>
			<CopyButton text={text} label={label} />
		</span>
	);
}
