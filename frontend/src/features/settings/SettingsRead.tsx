import type { SettingsForm } from "../../api";
import { fr } from "../../i18n/fr";
import { Field, Fields } from "../../ui/Fields";

const t = fr.settings;

/** The settings of the installation for who may not change them. */
export function SettingsRead({ values: v }: { values: SettingsForm }) {
	return (
		<>
			<p className="dim">{t.reserved}</p>
			<Fields>
				<Field label={t.fields.supportName}>{v.supportName}</Field>
				<Field label={t.fields.supportEmail}>{v.supportEmail}</Field>
				<Field label={t.fields.supportPhone}>{v.supportPhone}</Field>
				<Field label={t.fields.reminderClientDays}>{v.reminderClientDays}</Field>
				<Field label={t.fields.reminderBankDays}>{v.reminderBankDays}</Field>
				<Field label={t.fields.alertDays}>{v.alertDays}</Field>
				<Field label={t.fields.lockMinutes}>{v.lockMinutes || t.never}</Field>
				<Field label={t.fields.asideDays}>{v.asideDays}</Field>
			</Fields>
		</>
	);
}
