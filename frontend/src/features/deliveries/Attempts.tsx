import type { DeliveryAttempt } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { CopyButton } from "../../ui/CopyButton";
import classes from "./deliveries.module.css";

const t = fr.deliveries;

/** Every try, latest first, with the partner's own words. */
export function Attempts({ attempts }: { attempts: readonly DeliveryAttempt[] }) {
	return (
		<section aria-label={t.attempts}>
			<h3 className={classes.sub}>{t.attempts}</h3>
			{attempts.length === 0 ? (
				<p className="dim">{t.noAttempt}</p>
			) : (
				<ol className={classes.attempts}>
					{attempts.map((a, i) => (
						<Attempt key={`${a.at}-${a.outcome}`} attempt={a} open={i === 0} />
					))}
				</ol>
			)}
		</section>
	);
}

function Attempt({ attempt: a, open }: { attempt: DeliveryAttempt; open: boolean }) {
	return (
		<li>
			<div className={classes.attempt}>
				<span className="tabular dim">{formatInstant(a.at)}</span>
				<strong>{a.outcome}</strong>
				<span className="dim">
					{a.by ? t.by(a.by) : a.durationMs > 0 ? t.duration(a.durationMs) : t.cut}
				</span>
			</div>
			{a.message && <p>{a.message}</p>}
			{a.partnerMessage && (
				<details open={open}>
					<summary>
						{t.partnerWords}
						{a.code && ` (${t.code.toLowerCase()} ${a.code})`}
					</summary>
					<pre className={classes.words}>{a.partnerMessage}</pre>
				</details>
			)}
			{a.requestId && (
				<p className={classes.copied}>
					<span className="dim">
						{fr.connectors.requestId} <code>{a.requestId}</code>
					</span>
					<CopyButton text={a.requestId} label={fr.connectors.copyRequestId} />
				</p>
			)}
		</li>
	);
}
