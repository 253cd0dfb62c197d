import type { DownloadPreview } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import classes from "./downloads.module.css";

const t = fr.downloads;

/** What the file would hold, what it leaves out and why, who took the previous one. */
export function Preview({ preview: p }: { preview: DownloadPreview }) {
	const held = [
		fr.common.statements(p.statements),
		fr.common.operations(p.operations),
		fr.common.accounts(p.accounts),
	];
	return (
		<section className={classes.preview} aria-label={t.preview} aria-live="polite">
			{p.statements > 0 ? (
				<p className={classes.big}>{held.join(" · ")}</p>
			) : (
				<>
					<p className={classes.big}>{t.nothing}</p>
					<p className="dim">{t.nothingHint}</p>
				</>
			)}
			{p.leftOut.length > 0 && (
				<div className={classes.sub}>
					{t.leftOut}
					<ul className={classes.out}>
						{p.leftOut.map((c) => (
							<li key={c.key + c.name}>
								{formatCount(c.count)} · {c.name}
							</li>
						))}
					</ul>
				</div>
			)}
			<p className={classes.sub}>
				{p.lastAt ? t.last(p.lastBy, formatInstant(p.lastAt)) : t.noLast}
			</p>
		</section>
	);
}
