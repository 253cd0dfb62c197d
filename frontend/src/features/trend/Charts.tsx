import { BarChart, LineChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import type { TrendLine } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { currencySign, formatMoney } from "../../lib/money";
import { drawn, monthName, pairs } from "./months";
import classes from "./trend.module.css";

const t = fr.trend;

interface Props {
	line: TrendLine;
	before?: TrendLine;
}

/** The balance day by day, and what came in and went out month by month. The table says the same. */
export function Charts({ line, before }: Props) {
	const shown = (value: number) =>
		formatMoney(Math.round(value * 10 ** line.decimals), line.decimals, line.currency);
	const unit = currencySign(line.currency);
	const balances = line.points.map((p) => ({
		on: formatDay(p.on),
		[t.balance]: drawn(p.balance, line.decimals),
	}));
	const months = pairs(line, before).map(({ month, before: past }) => ({
		month: monthName(month.first),
		[t.credits]: drawn(month.credits, line.decimals),
		[t.debits]: drawn(-month.debits, line.decimals),
		...(past && {
			[t.creditsBefore]: drawn(past.credits, line.decimals),
			[t.debitsBefore]: drawn(-past.debits, line.decimals),
		}),
	}));
	const series = [
		{ name: t.credits, color: "var(--sb-good)" },
		...(before ? [{ name: t.creditsBefore, color: "var(--sb-line-strong)" }] : []),
		{ name: t.debits, color: "var(--sb-bad)" },
		...(before ? [{ name: t.debitsBefore, color: "var(--sb-idle)" }] : []),
	];
	return (
		<div className={classes.charts} aria-hidden>
			<h3>{t.balanceIn(unit)}</h3>
			<LineChart
				h={220}
				data={balances}
				dataKey="on"
				curveType="stepAfter"
				withDots={balances.length < 40}
				lineChartProps={{ accessibilityLayer: false }}
				valueFormatter={shown}
				yAxisProps={{ width: 90 }}
				series={[{ name: t.balance, color: "var(--sb-accent)" }]}
			/>
			<h3>{t.monthsIn(unit)}</h3>
			<BarChart
				h={240}
				data={months}
				dataKey="month"
				withLegend
				barChartProps={{ accessibilityLayer: false }}
				valueFormatter={shown}
				yAxisProps={{ width: 90 }}
				series={series}
			/>
		</div>
	);
}
