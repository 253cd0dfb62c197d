import type { PartnerField } from "../../api";

/** Whether a field is asked for, with the settings as they are. */
export const isAsked = ({ when }: PartnerField, settings: Record<string, string>): boolean =>
	when.setting === "" || (settings[when.setting] ?? "") === when.value;

/** The fields that are asked for, with the settings as they are. */
export const asked = (fields: PartnerField[], settings: Record<string, string>): PartnerField[] =>
	fields.filter((f) => isAsked(f, settings));
