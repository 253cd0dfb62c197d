import { IconCircleCheck, IconCircleX, IconHelpCircle } from "@tabler/icons-react";
import type { StatementRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { formatMoney, gap } from "../../lib/money";
import classes from "./statement.module.css";

const t = fr.statement;

/** Opening + credits − debits = closing, on one line that visibly adds up. */
export function Sum({ row }: { row: StatementRow }) {
	const money = (minor: number | null | undefined) =>
		minor == null ? fr.statements.unknownAmount : formatMoney(minor, row.decimals, row.currency);
	return (
		<div className={classes.sum}>
			<Term name={`${t.opening} ${t.on(formatDay(row.startOn))}`} value={money(row.opening)} />
			<span className={classes.sign}>+</span>
			<Term name={t.credits} value={money(row.credits)} />
			<span className={classes.sign}>−</span>
			<Term name={t.debits} value={money(Math.abs(row.debits))} />
			<span className={classes.sign}>=</span>
			<Term name={`${t.closing} ${t.on(formatDay(row.endOn))}`} value={money(row.closing)} />
			<Verdict row={row} />
		</div>
	);
}

function Term({ name, value }: { name: string; value: string }) {
	return (
		<div className={classes.term}>
			<span>{name}</span>
			<strong>{value}</strong>
		</div>
	);
}

function Verdict({ row }: { row: StatementRow }) {
	if (row.opening == null || row.closing == null) {
		return (
			<span className={`${classes.verdict} ${classes.warn}`}>
				<IconHelpCircle size={18} aria-hidden />
				{t.cannotAdd}
			</span>
		);
	}
	const missing = gap(row.opening, row.credits, row.debits, row.closing);
	if (missing === 0n) {
		return (
			<span className={`${classes.verdict} ${classes.good}`}>
				<IconCircleCheck size={18} aria-hidden />
				{t.adds}
			</span>
		);
	}
	return (
		<span className={`${classes.verdict} ${classes.bad}`}>
			<IconCircleX size={18} aria-hidden />
			{t.missing(formatMoney(missing, row.decimals, row.currency))}
		</span>
	);
}
