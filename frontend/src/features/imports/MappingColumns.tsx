import { NativeSelect } from "@mantine/core";
import type { TableMapping, TablePreview } from "../../api";
import { fr } from "../../i18n/fr";
import classes from "./imports.module.css";

const t = fr.imports.mapping;

/** How many lines of the file are shown as they stand there. */
const SAMPLES = 3;

interface Props {
	table: TablePreview;
	mapping: TableMapping;
	onChange: (part: Partial<TableMapping>) => void;
}

/** The columns of the file, each with its role and what stands in it. */
export function MappingColumns({ table, mapping, onChange }: Props) {
	const roles = Object.entries(t.roles).map(([value, label]) => ({ value, label }));
	const setRole = (at: number, role: string) =>
		onChange({ roles: table.columns.map((_, i) => (i === at ? role : (mapping.roles[i] ?? ""))) });
	const nameOf = (at: number) => table.columns[at] || t.column(at + 1);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
		<section className={classes.columns} aria-label={t.columns} tabIndex={0}>
			<table className={classes.accounts} aria-label={t.columns}>
				<thead>
					<tr>
						{table.columns.map((_, at) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
							<th key={at} scope="col">
								<NativeSelect
									size="xs"
									aria-label={t.role(nameOf(at))}
									data={roles}
									value={mapping.roles[at] ?? ""}
									onChange={(event) => setRole(at, event.currentTarget.value)}
								/>
								{nameOf(at)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{table.rows.slice(0, SAMPLES).map((row) => (
						<tr key={row.line}>
							{table.columns.map((_, at) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
								<td key={at} className={mapping.roles[at] ? "" : "dim"}>
									{row.cells[at] ?? ""}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
