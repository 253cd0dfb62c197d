import type { TrendLine } from "../../api";
import { fr } from "../../i18n/fr";
import { currencySign } from "../../lib/money";
import { Amount } from "../../ui/Amount";
import { monthName, pairs } from "./months";
import classes from "./trend.module.css";

const t = fr.trend;

/** The months of the drawings, as figures; beside those of the year before when they are compared. */
export function MonthTable({ line, before }: { line: TrendLine; before?: TrendLine }) {
	const unit = currencySign(line.currency);
	const amount = (minor: number | null | undefined) => (
		<td className={classes.amount}>
			{minor == null ? (
				<span className="dim">{t.unknown}</span>
			) : (
				<Amount minor={minor} decimals={line.decimals} />
			)}
		</td>
	);
	return (
		<table className={classes.months} aria-label={t.table(unit)}>
			<thead>
				<tr>
					<th scope="col">{t.month}</th>
					<th scope="col">{t.operations}</th>
					<th scope="col">{t.inUnit(t.credits, unit)}</th>
					<th scope="col">{t.inUnit(t.debits, unit)}</th>
					<th scope="col">{t.inUnit(t.net, unit)}</th>
					<th scope="col">{t.inUnit(t.balance, unit)}</th>
					{before && <th scope="col">{t.inUnit(t.netBefore, unit)}</th>}
				</tr>
			</thead>
			<tbody>
				{pairs(line, before).map(({ month: m, before: past }) => (
					<tr key={m.first}>
						<th scope="row">{monthName(m.first)}</th>
						<td className={classes.amount}>{m.count}</td>
						{amount(m.credits)}
						{amount(m.debits)}
						{amount(m.credits + m.debits)}
						{amount(m.balance)}
						{before && amount(past ? past.credits + past.debits : null)}
					</tr>
				))}
			</tbody>
		</table>
	);
}
