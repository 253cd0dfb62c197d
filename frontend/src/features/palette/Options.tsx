import { Kbd } from "@mantine/core";
import { fr } from "../../i18n/fr";
import { GROUPS, type Item } from "./items";
import classes from "./palette.module.css";

const t = fr.palette;

interface Props {
	id: string;
	items: readonly Item[];
	active: number;
	onPoint: (index: number) => void;
	onRun: (item: Item) => void;
}

/** What is proposed, under the name of each group. */
export function Options({ id, items, active, onPoint, onRun }: Props) {
	return GROUPS.map((group) => {
		const first = items.findIndex((item) => item.group === group);
		if (first < 0) return null;
		return (
			// biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
			<div key={group} role="group" aria-labelledby={`${id}-${group}`}>
				<div id={`${id}-${group}`} className={classes.group} role="presentation">
					{t.groups[group]}
				</div>
				{items
					.filter((item) => item.group === group)
					.map((item, i) => {
						const index = first + i;
						return (
							// biome-ignore lint/a11y: the keyboard acts from the field, which points here
							<div
								key={item.id}
								id={`${id}-${index}`}
								role="option"
								aria-selected={index === active}
								className={classes.option}
								onMouseMove={() => onPoint(index)}
								onMouseDown={(event) => event.preventDefault()}
								onClick={() => onRun(item)}
							>
								<item.icon size={16} aria-hidden />
								<span className={`${classes.label} cut`}>{item.label}</span>
								{item.detail && <span className={`${classes.detail} cut`}>{item.detail}</span>}
								{item.keys && <Kbd size="xs">{item.keys}</Kbd>}
							</div>
						);
					})}
			</div>
		);
	});
}
