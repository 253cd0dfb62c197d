import type { CaseEffect } from "../../api";
import { fr } from "../../i18n/fr";

const t = fr.cases;

/** What the end of a mission, or a transfer, would do. */
export function EffectList({ effect: e }: { effect: CaseEffect }) {
	const said = [
		t.accounts(e.accounts),
		e.terminations > 0 && t.terminations(e.terminations),
		e.freed > 0 && t.freed(e.freed),
		e.notSent > 0 && t.notSent(e.notSent),
		e.held > 0 && t.held(e.held),
	].filter((s) => s !== false);
	return (
		<div aria-live="polite">
			<strong>{t.would}</strong>
			<ul style={{ margin: "4px 0 0", paddingLeft: 20 }}>
				{said.map((s) => (
					<li key={s}>{s}</li>
				))}
			</ul>
		</div>
	);
}
