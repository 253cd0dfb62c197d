import { Link } from "react-router";
import type { ImportRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import classes from "./home.module.css";

const t = fr.home;

/** The last files that came, quietly. */
export function Recent({ imports }: { imports: readonly ImportRow[] }) {
	return (
		<section className={classes.part} aria-labelledby="recent">
			<h2 id="recent">{t.recent}</h2>
			{imports.length === 0 ? (
				<p className="dim">{t.noImport}</p>
			) : (
				<>
					<ul className={classes.recent}>
						{imports.slice(0, 8).map((i) => (
							<li key={i.fileId}>
								<span className="tabular dim">{formatInstant(i.receivedAt)}</span>
								<Link className="cut" to={`/releves?fichier=${i.fileId}`} title={i.name}>
									{i.name}
								</Link>
								<span className="cut">
									{fr.common.statements(i.statements)}, {fr.common.operations(i.operations)}
								</span>
								<span className="dim cut" title={i.by}>
									{i.by}
								</span>
							</li>
						))}
					</ul>
					<p style={{ marginTop: 8 }}>
						<Link to="/releves/imports">{t.allImports}</Link>
					</p>
				</>
			)}
		</section>
	);
}
