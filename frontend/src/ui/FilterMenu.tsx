import { ActionIcon, Button, Checkbox, Popover, Stack } from "@mantine/core";
import { IconFilter, IconFilterFilled } from "@tabler/icons-react";
import { fr } from "../i18n/fr";

export interface Choice {
	value: string;
	label: string;
}

interface Props {
	column: string;
	choices: readonly Choice[];
	value: readonly string[];
	onChange: (value: string[]) => void;
}

/** The filter of a column: a funnel beside its name, a list to tick. */
export function FilterMenu({ column, choices, value, onChange }: Props) {
	const name = fr.common.filterBy(column);
	const on = value.length > 0;
	return (
		<Popover position="bottom-start" withinPortal trapFocus returnFocus>
			<Popover.Target>
				<ActionIcon
					size={24}
					color={on ? "accent" : "gray"}
					mx={-2}
					aria-label={on ? `${name} (${fr.common.filterActive(value.length)})` : name}
					title={name}
				>
					{on ? <IconFilterFilled size={13} /> : <IconFilter size={13} />}
				</ActionIcon>
			</Popover.Target>
			<Popover.Dropdown p={12} aria-label={name} role="dialog">
				<Checkbox.Group value={[...value]} onChange={onChange} aria-label={name}>
					<Stack gap={8} mah={320} style={{ overflow: "auto" }}>
						{choices.map((c) => (
							<Checkbox key={c.value} size="xs" value={c.value} label={c.label} />
						))}
					</Stack>
				</Checkbox.Group>
				<Button variant="subtle" mt={8} disabled={!on} onClick={() => onChange([])}>
					{fr.common.clear}
				</Button>
			</Popover.Dropdown>
		</Popover>
	);
}
