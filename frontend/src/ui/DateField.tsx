import { ActionIcon, Popover, TextInput } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import "dayjs/locale/fr";
import { IconCalendar } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { fr } from "../i18n/fr";
import { formatDay, parseDay } from "../lib/dates";

interface Props {
	label?: string;
	ariaLabel?: string;
	description?: string;
	value?: string; // "2026-03-14", "" for none
	onChange: (value: string) => void;
	error?: ReactNode;
	width?: number;
	/** The last day of the calendar. */
	max?: string;
}

/**
 * A day, typed as 14/03/2026 or 140326, or chosen on the calendar that the icon opens. What is
 * typed and is no day stops the form it stands in, and says how to write one.
 */
export function DateField({
	label,
	ariaLabel,
	description,
	value = "",
	onChange,
	error,
	width,
	max,
}: Props) {
	const [text, setText] = useState(formatDay(value));
	const [opened, setOpened] = useState(false);
	const [bad, setBad] = useState(false);
	const input = useRef<HTMLInputElement>(null);
	useEffect(() => setText((now) => (parseDay(now) === value ? now : formatDay(value))), [value]);

	const type = (typed: string) => {
		setText(typed);
		setBad(false);
		const day = typed.trim() === "" ? "" : parseDay(typed);
		input.current?.setCustomValidity(day === null ? fr.common.badDay : "");
		// A year of two digits may be the start of one of four: wait until the field is left.
		if (day !== null && (day === "" || !/\D\d{2}$/.test(typed.trim()))) onChange(day);
	};
	const leave = () => {
		const day = text.trim() === "" ? "" : parseDay(text);
		setBad(day === null);
		if (day === null) return;
		setText(formatDay(day));
		if (day !== value) onChange(day);
	};

	const calendar = (
		<Popover
			opened={opened}
			onChange={setOpened}
			position="bottom-end"
			trapFocus
			returnFocus
			withinPortal
		>
			<Popover.Target>
				<ActionIcon
					size={24}
					aria-label={fr.common.calendarFor(label ?? ariaLabel ?? "")}
					onClick={() => setOpened(!opened)}
				>
					<IconCalendar size={15} />
				</ActionIcon>
			</Popover.Target>
			<Popover.Dropdown>
				<DatePicker
					locale="fr"
					maxDate={max}
					value={value || null}
					defaultDate={value || undefined}
					onChange={(day) => {
						type(day ? formatDay(day) : "");
						setOpened(false);
					}}
				/>
			</Popover.Dropdown>
		</Popover>
	);
	return (
		<TextInput
			ref={input}
			label={label}
			aria-label={ariaLabel}
			description={description}
			placeholder={fr.common.dayFormat}
			value={text}
			onChange={(event) => type(event.currentTarget.value)}
			onBlur={leave}
			onKeyDown={(event) => event.key === "Enter" && leave()}
			error={bad ? fr.common.badDay : error}
			w={width}
			rightSection={calendar}
		/>
	);
}
