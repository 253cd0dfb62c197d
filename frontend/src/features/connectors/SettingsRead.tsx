import type { ConnectorDetails, PartnerField } from "../../api";
import { fr } from "../../i18n/fr";
import { Field, Fields } from "../../ui/Fields";
import { asked } from "./asked";
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
				{asked(partner.settings, settings).map((f) => (
					<Field key={f.key} label={f.label}>
						{shown(f, settings[f.key] ?? "")}
					</Field>
				))}
			</Fields>
		</section>
	);
}

/** A choice in its words; what a test has not settled yet says so. */
function shown(field: PartnerField, value: string): string {
	if (field.kind === "settled") return value || fr.connectors.notSettled;
	return field.options.find((o) => o.value === value)?.label ?? value;
}
