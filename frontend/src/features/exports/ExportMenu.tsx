import { Button, Menu } from "@mantine/core";
import { IconTableExport } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { Exported } from "../../api";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";

const t = fr.exports;

interface Props {
	/** Asks where the file goes, and writes it; an empty path when the person changed their mind. */
	write: (format: "xlsx" | "csv") => Promise<Exported>;
}

/** « Exporter »: the list on screen with its filters, as a file for a spreadsheet. */
export function ExportMenu({ write }: Props) {
	const save = useMutation({
		mutationFn: write,
		onSuccess: ({ path, rows }) => path && notify(t.done(rows, path)),
		onError: notifyError,
	});
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
				<Menu.Item onClick={() => save.mutate("xlsx")}>{t.xlsx}</Menu.Item>
				<Menu.Item onClick={() => save.mutate("csv")}>{t.csv}</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}
