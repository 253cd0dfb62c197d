import { ActionIcon, Button, Checkbox, Popover, Stack } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { fr } from "../../i18n/fr";
import classes from "./grid.module.css";
import type { ColumnChoice } from "./useColumns";

const t = fr.columns;

interface Props {
	/** The name of the list. */
	list: string;
	choices: readonly ColumnChoice[];
	onShow: (key: string, shown: boolean) => void;
	onReset?: () => void;
}

/** « Colonnes »: which ones a list shows, at the right end of its header. */
export function ColumnMenu({ list, choices, onShow, onReset }: Props) {
	return (
		<Popover position="bottom-end" withinPortal trapFocus returnFocus>
			<Popover.Target>
				<ActionIcon
					className={classes.corner}
					size={24}
					aria-label={t.of(list)}
					title={t.title}
					data-columns
				>
					<IconColumns3 size={15} />
				</ActionIcon>
			</Popover.Target>
			<Popover.Dropdown p={12} role="dialog">
				<Stack gap={8} mah={360} style={{ overflow: "auto" }}>
					{choices.map((c) => (
						<Checkbox
							key={c.key}
							size="xs"
							label={c.label}
							checked={c.shown}
							onChange={(event) => onShow(c.key, event.currentTarget.checked)}
						/>
					))}
				</Stack>
				<Button variant="subtle" mt={8} disabled={!onReset} onClick={onReset}>
					{t.reset}
				</Button>
			</Popover.Dropdown>
		</Popover>
	);
}
