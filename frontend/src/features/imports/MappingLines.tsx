import { IconAlertTriangle } from "@tabler/icons-react";
import type { TableLine, TablePreview } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { formatAmount, formatCount } from "../../lib/money";
import classes from "./imports.module.css";

const t = fr.imports.mapping;

/** The first lines as they would be read, and what of them is not. */
export function MappingLines({ table }: { table: TablePreview }) {
	const wrong = table.rows.filter((r) => r.errors.length > 0).length;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
		<section className={classes.lines} aria-label={t.read} tabIndex={0}>
			<div className={classes.about}>
				<h2>{t.read}</h2>
				<span role="status" className={classes.wrong}>
					{wrong > 0 ? t.errors(wrong) : ""}
				</span>
			</div>
			{table.rows.length === 0 ? (
				<p className="dim">{t.noLines}</p>
			) : (
				<table className={classes.accounts} aria-label={t.read}>
					<thead>
						<tr>
							<th>{t.line}</th>
							<th>{t.bookedOn}</th>
							<th>{t.valueOn}</th>
							<th>{t.label}</th>
							<th className="num">{t.amount}</th>
							<th className="num">{t.balance}</th>
						</tr>
					</thead>
					<tbody>
						{table.rows.map((row) => (
							<Line key={row.line} row={row} />
						))}
					</tbody>
				</table>
			)}
		</section>
	);
}

function Line({ row }: { row: TableLine }) {
	const amount = (minor: number | null | undefined) =>
		minor === null || minor === undefined ? "" : formatAmount(minor, row.decimals);
	return (
		<>
			<tr>
				<td className="tabular dim">{formatCount(row.line)}</td>
				<td className="tabular">{formatDay(row.bookedOn)}</td>
				<td className="tabular">{formatDay(row.valueOn)}</td>
				<td>{row.label}</td>
				<td className="num">{amount(row.amount)}</td>
				<td className="num">{amount(row.balance)}</td>
			</tr>
			{row.errors.map((e) => (
				<tr key={`${e.column} ${e.field}`}>
					<td />
					<td colSpan={5} className={classes.wrong}>
						<IconAlertTriangle size={14} aria-hidden /> {e.message}
					</td>
				</tr>
			))}
		</>
	);
}
