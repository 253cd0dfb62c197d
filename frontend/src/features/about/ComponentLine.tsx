import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { AboutComponent } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import classes from "./about.module.css";
import { useLicence } from "./queries";

const t = fr.about;

/** A component, a line that opens on its licence. */
export function ComponentLine({ component: c }: { component: AboutComponent }) {
	const [opened, setOpened] = useState(false);
	const licence = useLicence(c, opened);
	return (
		<li>
			<details onToggle={(event) => setOpened(event.currentTarget.open)}>
				<summary className={classes.line}>
					<IconChevronRight size={14} aria-hidden />
					<span className="cut" title={c.name}>
						{c.name}
					</span>
					<span className="tabular dim cut" title={c.version}>
						{c.version}
					</span>
					<span className="cut" title={c.licence}>
						{c.licence}
					</span>
				</summary>
				{licence.error ? (
					<ErrorNotice error={licence.error} onRetry={() => void licence.refetch()} />
				) : licence.data === undefined ? (
					<p role="status">{t.reading}</p>
				) : (
					// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
					<pre className={classes.text} tabIndex={0} aria-label={t.textOf(c.name)} role="document">
						{licence.data}
					</pre>
				)}
			</details>
		</li>
	);
}
