import { Button, Menu } from "@mantine/core";
import { IconTableExport } from "@tabler/icons-react";
import type { Exported } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";
import { OperationItems } from "./OperationItems";

const t = fr.exports;

interface Props {
	/** Asks where the file goes, and writes it; an empty path when the person changed their mind. */
	write: (format: "xlsx" | "csv" | "pdf") => Promise<Exported>;
	/** The same of the operations that the lines bring, where they bring some. */
	operations?: (format: string) => Promise<Exported>;
	/** How many lines were chosen: the operations are theirs alone. */
	chosen?: number;
}

/** « Exporter »: the list on screen with its filters, as a file for a spreadsheet. */
export function ExportMenu({ write, operations, chosen = 0 }: Props) {
	// What leaves is in the journal: that list changes with it.
	const save = useChange(
		write,
		({ path, rows }) => path && notify(t.done(rows, path)),
		notifyError,
	);
	return (
		<Menu position="bottom-end" withinPortal>
			<Menu.Target>
				<Button
					variant="default"
					loading={save.isPending}
					leftSection={<IconTableExport size={16} />}
				>
					{t.button}
				</Button>
			</Menu.Target>
			<Menu.Dropdown>
				{operations && <Menu.Label>{t.list}</Menu.Label>}
				<Menu.Item onClick={() => save.mutate("xlsx")}>{t.xlsx}</Menu.Item>
				<Menu.Item onClick={() => save.mutate("csv")}>{t.csv}</Menu.Item>
				<Menu.Item onClick={() => save.mutate("pdf")}>{t.pdf}</Menu.Item>
				{operations && <Menu.Label>{chosen ? t.operationsOf(chosen) : t.operations}</Menu.Label>}
				{operations && <OperationItems write={operations} among={t.operations} />}
			</Menu.Dropdown>
		</Menu>
	);
}
