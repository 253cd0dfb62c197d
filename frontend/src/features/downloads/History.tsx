import { Button, Loader, ScrollArea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, type DownloadRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant, formatPeriod } from "../../lib/dates";
import { ErrorNotice } from "../../ui/Notice";
import classes from "./downloads.module.css";
import { useAgain, useDownloads } from "./queries";

const t = fr.downloads;

interface Props {
	firmId: number;
	onTaken: (row: DownloadRow) => void;
}

/** The global files taken before; each can be made again, to the byte. */
export function History({ firmId, onTaken }: Props) {
	const past = useDownloads(firmId);
	const again = useAgain();
	const redo = useMutation({
		mutationFn: async (row: DownloadRow) => {
			const path = await api.downloads.PickPath(row.fileName);
			return path ? again.mutateAsync({ id: row.id, path }) : null;
		},
		onSuccess: (row) => row && onTaken(row),
	});
	if (past.isPending) return <Loader size="xs" aria-label={fr.common.loading} />;
	if (past.error) return <ErrorNotice error={past.error} onRetry={() => void past.refetch()} />;
	if (past.data.length === 0) return <p className="dim">{t.historyEmpty}</p>;
	return (
		<>
			<ScrollArea.Autosize
				mah={360}
				viewportProps={{ tabIndex: 0, role: "region", "aria-label": t.history }}
			>
				<table className={classes.history} aria-label={t.history}>
					<thead>
						<tr>
							<th scope="col">{t.file}</th>
							<th scope="col">{t.takenAt}</th>
							<th scope="col">{t.by}</th>
							<th scope="col">{t.content}</th>
							<th scope="col">
								<span className="dim">{fr.common.actions}</span>
							</th>
						</tr>
					</thead>
					<tbody>
						{past.data.map((row) => (
							<tr key={row.id}>
								<td>
									{row.fileName}
									<div className="dim">
										{fr.exports.formats[row.format]} ·{" "}
										{row.from || row.to ? formatPeriod(row.from, row.to) : t.all}
									</div>
								</td>
								<td className="tabular">{formatInstant(row.takenAt)}</td>
								<td>{row.by}</td>
								<td>
									{fr.common.statements(row.statements)}
									<div className="dim">{fr.common.operations(row.operations)}</div>
								</td>
								<td>
									<Button
										size="compact-sm"
										variant="default"
										aria-label={t.againFor(row.fileName)}
										onClick={() => redo.mutate(row)}
									>
										{t.again}
									</Button>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</ScrollArea.Autosize>
			{redo.error && <ErrorNotice error={redo.error} />}
		</>
	);
}
