import type { OperationTotal } from "../../api";
import { fr } from "../../i18n/fr";
import { currencySign, formatAmount } from "../../lib/money";
import classes from "./search.module.css";

const t = fr.search;

/** What is found, summed: a line a currency. */
export function Totals({ totals, behind }: { totals: readonly OperationTotal[]; behind: number }) {
	if (totals.length === 0 && behind === 0) return null;
	return (
		<section className={classes.totals} aria-label={t.totals} aria-live="polite">
			{totals.map((s) => (
				<span key={s.currency} className={classes.total}>
					<strong>{fr.common.operations(s.count)}</strong>
					<span>
						{t.credits}{" "}
						<strong className="tabular">
							{formatAmount(s.credits, s.decimals)} {currencySign(s.currency)}
						</strong>
					</span>
					<span>
						{t.debits}{" "}
						<strong className="tabular">
							{formatAmount(s.debits, s.decimals)} {currencySign(s.currency)}
						</strong>
					</span>
					<span>
						{t.net}{" "}
						<strong className="tabular">
							{formatAmount(s.credits + s.debits, s.decimals)} {currencySign(s.currency)}
						</strong>
					</span>
				</span>
			))}
			{behind > 0 && <span className="dim">{t.behind(behind)}</span>}
		</section>
	);
}
