import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { OperationRow, StatementRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { formatMoney } from "../../lib/money";
import { Field, Fields } from "../../ui/Fields";
import { SidePanel } from "../../ui/SidePanel";
import { Note } from "../review/Note";
import classes from "./statement.module.css";

const t = fr.statement;

interface Props {
	operation: OperationRow;
	statement: StatementRow;
	total: number;
	onMove: (position: number) => void;
	onClose: () => void;
}

/** One operation: its complements, references and codes with their meaning. */
export function OperationPanel({ operation: o, statement, total, onMove, onClose }: Props) {
	const money = (minor: number) => formatMoney(minor, statement.decimals, statement.currency);
	const flags = [o.exempt && t.exempt, o.unavailable && t.unavailable, !o.own && t.notOwn].filter(
		Boolean,
	);
	return (
		<SidePanel
			quiet
			title={t.position(o.position + 1, total)}
			onClose={onClose}
			actions={
				<>
					<ActionIcon
						aria-label={t.previousOperation}
						disabled={o.position === 0}
						onClick={() => onMove(o.position - 1)}
					>
						<IconChevronUp size={16} />
					</ActionIcon>
					<ActionIcon
						aria-label={t.nextOperation}
						disabled={o.position >= total - 1}
						onClick={() => onMove(o.position + 1)}
					>
						<IconChevronDown size={16} />
					</ActionIcon>
				</>
			}
		>
			<div aria-live="polite">
				<p className={classes.big}>{money(o.amount)}</p>
				<p className={classes.label}>{o.label}</p>
				<Fields>
					<Field label={t.date}>{formatDay(o.bookedOn)}</Field>
					<Field label={t.value}>{o.valueOn && formatDay(o.valueOn)}</Field>
					<Field label={t.code}>{[o.code, o.codeMeaning].filter(Boolean).join(" – ")}</Field>
					{o.bankCode && <Field label={t.bankCode}>{o.bankCode}</Field>}
					{o.rejectCode && (
						<Field label={t.rejectCode}>
							{[o.rejectCode, o.rejectMeaning].filter(Boolean).join(" – ")}
						</Field>
					)}
					<Field label={t.reference}>{o.reference}</Field>
					<Field label={t.entryNumber}>{o.entryNumber}</Field>
					{o.balanceAfter != null && <Field label={t.balanceAfter}>{money(o.balanceAfter)}</Field>}
					{flags.length > 0 && <Field label={t.flags}>{flags.join(" · ")}</Field>}
				</Fields>
				<Note key={o.position} id={statement.id} position={o.position} note={o.note} />
				<h3 className={classes.sub}>{t.complements}</h3>
				{o.details.length === 0 ? (
					<p className="dim">{t.noComplement}</p>
				) : (
					<div className={classes.complement}>
						<Fields>
							{o.details.map((d, i) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: a complement has no identity but its place
								<Field key={i} label={d.meaning ? `${d.qualifier} ${d.meaning}` : d.qualifier}>
									{d.text}
								</Field>
							))}
						</Fields>
					</div>
				)}
			</div>
		</SidePanel>
	);
}
