import type { MouseEvent } from "react";
import classes from "./grid.module.css";
import type { Column } from "./types";

interface Props<Row> {
	id: string;
	index: number;
	row: Row | undefined;
	columns: readonly Column<Row>[];
	template: string;
	active: boolean;
	opened: boolean;
	selected: boolean;
	openable: boolean;
	onClick: (index: number, event: MouseEvent) => void;
}

/** One line, or its ghost while its page is on the way. */
export function GridRow<Row>(p: Props<Row>) {
	const name = [
		classes.row,
		p.openable ? classes.openable : "",
		p.active ? classes.active : "",
		p.selected ? classes.selected : "",
		p.opened ? classes.opened : "",
	].join(" ");
	return (
		<div
			id={p.id}
			role="row"
			aria-rowindex={p.index + 2}
			aria-selected={p.selected}
			aria-current={p.opened || undefined}
			className={name}
			style={{ gridTemplateColumns: p.template }}
			onClick={(event) => p.onClick(p.index, event)}
		>
			{p.columns.map((c) => (
				<div
					key={c.key}
					role="gridcell"
					className={`${classes.cell} ${c.align ? classes.right : ""}`}
					title={p.row ? c.text(p.row) || undefined : undefined}
				>
					{p.row ? c.cell(p.row) : <span className={classes.ghost} />}
				</div>
			))}
		</div>
	);
}
