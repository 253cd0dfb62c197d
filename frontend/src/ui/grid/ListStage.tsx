import type { ReactNode } from "react";
import type { Rows } from "../../data/rows";
import { ErrorNotice } from "../Notice";
import { Scroll, Stage } from "../Page";
import { DataGrid, type GridProps } from "./DataGrid";

interface Props<Row> extends Omit<GridProps<Row>, "count" | "rowAt" | "onRange" | "busy"> {
	rows: Rows<Row>;
	/** The panel over the list's right side. */
	children?: ReactNode;
}

/** A screen's list: its rows as they arrive, or what kept them away, with a second try. */
export function ListStage<Row>({ rows, children, ...grid }: Props<Row>) {
	return (
		<Stage>
			{rows.error ? (
				<Scroll>
					<ErrorNotice error={rows.error} onRetry={rows.retry} />
				</Scroll>
			) : (
				<DataGrid
					{...grid}
					count={rows.total ?? 0}
					rowAt={rows.rowAt}
					onRange={rows.onRange}
					busy={rows.loading}
				/>
			)}
			{children}
		</Stage>
	);
}
