import { Checkbox, Table } from "@mantine/core";
import { useState } from "react";
import type { Reconciliation as Found } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { toTsv } from "../../lib/tsv";
import { CopyButton } from "../../ui/CopyButton";
import classes from "./connectors.module.css";
import { fileCells } from "./reconciling";

const t = fr.reconciliation;
const MOST = 200;

/** The files of the place that somebody should look at; all of them on demand. */
export function ReconciledFiles({ found }: { found: Found }) {
	const [all, setAll] = useState(false);
	const rows = found.files.filter((f) => all || f.fate !== "there");
	if (found.files.length === 0) return found.problem ? null : <p className="dim">{t.bare}</p>;
	return (
		<>
			<div className={classes.row}>
				<Checkbox
					label={t.allFiles(found.files.length)}
					checked={all}
					onChange={(event) => setAll(event.currentTarget.checked)}
				/>
				<CopyButton text={toTsv(fileCells(found, t.fileColumns))} label={t.copyTable} />
			</div>
			{rows.length === 0 ? (
				<p className="dim">{t.noDifference}</p>
			) : (
				<Table aria-label={t.files} className={classes.reconciled}>
					<Table.Thead>
						<Table.Tr>
							<Table.Th>{t.fileColumns[0]}</Table.Th>
							<Table.Th ta="right">{t.fileColumns[1]}</Table.Th>
							<Table.Th>{t.fileColumns[3]}</Table.Th>
						</Table.Tr>
					</Table.Thead>
					<Table.Tbody>
						{rows.slice(0, MOST).map((f) => (
							<Table.Tr key={f.name}>
								<Table.Td>
									{f.name}
									<div className={classes.number}>{formatInstant(f.modifiedAt)}</div>
								</Table.Td>
								<Table.Td ta="right" className="tabular">
									{f.fate === "other" ? t.sizes(f.size, f.expected) : fr.deliveries.bytes(f.size)}
								</Table.Td>
								<Table.Td>{f.fateName}</Table.Td>
							</Table.Tr>
						))}
					</Table.Tbody>
				</Table>
			)}
			{rows.length > MOST && <p className="dim">{t.more(rows.length - MOST)}</p>}
			{found.filesHidden > 0 && <p className="dim">{t.filesHidden(found.filesHidden)}</p>}
		</>
	);
}
