import type { ConnectorDetails } from "../../api";
import { fr } from "../../i18n/fr";
import { Field, Fields } from "../../ui/Fields";
import classes from "./connectors.module.css";

/** The settings for those who may only read them. */
export function SettingsRead({
	connector: { partner, settings },
}: {
	connector: ConnectorDetails;
}) {
	return (
		<section className={classes.part}>
			<h3>{fr.connectors.settings}</h3>
			<Fields>
				{partner.settings.map((f) => (
					<Field key={f.key} label={f.label}>
						{settings[f.key]}
					</Field>
				))}
			</Fields>
		</section>
	);
}
