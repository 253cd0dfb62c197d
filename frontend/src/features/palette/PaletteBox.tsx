import { TextInput, VisuallyHidden } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { fr } from "../../i18n/fr";
import type { Item } from "./items";
import { Options } from "./Options";
import classes from "./palette.module.css";
import { usePaletteItems } from "./usePaletteItems";

const t = fr.palette;

interface Props {
	/** Closes the palette; true when what was chosen takes the focus elsewhere. */
	onLeave: (goesElsewhere: boolean) => void;
}

/** The field and what it proposes: the focus stays in the field, arrows move the choice. */
export function PaletteBox({ onLeave }: Props) {
	const navigate = useNavigate();
	const id = useId();
	const list = useRef<HTMLDivElement>(null);
	const [text, setText] = useState("");
	const [wanted, setWanted] = useState(0);
	const { items, searching, error, use } = usePaletteItems(text, (to) => void navigate(to));
	const active = Math.min(wanted, Math.max(0, items.length - 1));
	const activeId = items[active]?.id;

	useEffect(() => {
		if (!activeId) return;
		list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
	}, [activeId]);

	const run = (item: Item | undefined) => {
		if (!item) return;
		use(item.id);
		onLeave(item.to !== undefined);
		// The screen that opens takes it from there.
		if (item.to === "screen") document.querySelector<HTMLElement>("main")?.focus();
		item.run();
	};
	const steps: Record<string, () => void> = {
		ArrowDown: () => setWanted((active + 1) % Math.max(1, items.length)),
		ArrowUp: () => setWanted((active - 1 + items.length) % Math.max(1, items.length)),
		PageDown: () => setWanted(Math.min(active + 8, items.length - 1)),
		PageUp: () => setWanted(Math.max(active - 8, 0)),
		Enter: () => run(items[active]),
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const step = steps[event.key];
		if (!step || event.nativeEvent.isComposing) return;
		event.preventDefault();
		step();
	};

	return (
		<>
			<TextInput
				data-autofocus
				variant="unstyled"
				className={classes.field}
				role="combobox"
				aria-label={t.field}
				aria-expanded={items.length > 0}
				aria-controls={`${id}-list`}
				aria-autocomplete="list"
				aria-activedescendant={items.length > 0 ? `${id}-${active}` : undefined}
				placeholder={t.field}
				leftSection={<IconSearch size={17} aria-hidden />}
				autoComplete="off"
				spellCheck={false}
				value={text}
				onChange={(event) => {
					setText(event.currentTarget.value);
					setWanted(0);
				}}
				onKeyDown={onKeyDown}
			/>
			<div
				ref={list}
				id={`${id}-list`}
				role="listbox"
				aria-label={t.list}
				aria-busy={searching}
				className={classes.list}
			>
				<Options id={id} items={items} active={active} onPoint={setWanted} onRun={run} />
			</div>
			{error && (
				<p role="alert" className={classes.said}>
					{t.failed} {error.message}
				</p>
			)}
			{items.length === 0 && !error && (
				<p className={classes.said}>
					{searching ? (
						t.searching
					) : (
						<>
							{t.none(text.trim())} <span className="dim">{t.noneHint}</span>
						</>
					)}
				</p>
			)}
			<p className={classes.keys}>{t.keys}</p>
			<VisuallyHidden role="status">{!searching && t.found(items.length)}</VisuallyHidden>
		</>
	);
}
