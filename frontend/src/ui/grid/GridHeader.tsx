import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { fr } from "../../i18n/fr";
import classes from "./grid.module.css";
import type { Column, Sort } from "./types";

interface Props<Row> {
	columns: readonly Column<Row>[];
	template: string;
	sort?: Sort;
	onSort?: (sort: Sort) => void;
	/** Whether a button stands over its right end. */
	cornered: boolean;
}

/** The header row: names, sort buttons, filters. */
export function GridHeader<Row>({ columns, template, sort, onSort, cornered }: Props<Row>) {
	return (
		<div
			role="row"
			className={`${classes.header} ${cornered ? classes.cornered : ""}`}
			style={{ gridTemplateColumns: template }}
		>
			{columns.map((c) => (
				<div
					key={c.key}
					role="columnheader"
					className={`${classes.head} ${c.align ? classes.right : ""}`}
					aria-sort={ariaSort(c, sort)}
				>
					{c.sort && onSort ? (
						<SortButton column={c} sort={sort} onSort={onSort} />
					) : (
						(c.header ?? (
							<span className={classes.name} title={c.label}>
								{c.label}
							</span>
						))
					)}
					{c.filter}
				</div>
			))}
		</div>
	);
}

function ariaSort<Row>(c: Column<Row>, sort?: Sort) {
	if (!c.sort) return undefined;
	if (sort?.by !== c.sort) return "none";
	return sort.desc ? "descending" : "ascending";
}

interface SortProps<Row> {
	column: Column<Row>;
	sort?: Sort;
	onSort: (sort: Sort) => void;
}

function SortButton<Row>({ column, sort, onSort }: SortProps<Row>) {
	const by = column.sort ?? "";
	const on = sort?.by === by;
	const Icon = !on ? IconArrowsSort : sort.desc ? IconArrowDown : IconArrowUp;
	return (
		<button
			type="button"
			className={classes.sort}
			title={fr.common.sortBy(column.label)}
			onClick={() => onSort({ by, desc: on ? !sort.desc : false })}
		>
			<span className={classes.name}>{column.label}</span>
			<Icon size={13} aria-hidden opacity={on ? 1 : 0.55} style={{ flex: "none" }} />
		</button>
	);
}
