import { DateInput } from "@mantine/dates";
import "dayjs/locale/fr";
import { IconCalendar } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { fr } from "../i18n/fr";
import { parseDay } from "../lib/dates";

interface Props {
	label?: string;
	ariaLabel?: string;
	description?: string;
	value?: string; // "2026-03-14", "" for none
	onChange: (value: string) => void;
	error?: ReactNode;
	width?: number;
	maxDay?: string;
}

/** A day, typed as 14/03/2026 or 140326, or chosen on a calendar. */
export function DateField({
	label,
	ariaLabel,
	description,
	value,
	onChange,
	error,
	width,
	maxDay,
}: Props) {
	return (
		<DateInput
			label={label}
			aria-label={ariaLabel}
			description={description}
			placeholder={fr.common.dayFormat}
			value={value || null}
			onChange={(day) => onChange(day ?? "")}
			dateParser={parseDay}
			valueFormat="DD/MM/YYYY"
			locale="fr"
			clearable
			maxDate={maxDay}
			error={error}
			w={width}
			rightSection={value ? undefined : <IconCalendar size={15} aria-hidden />}
			popoverProps={{ withinPortal: true }}
		/>
	);
}
