import { Button, Menu } from "@mantine/core";
import { IconTableExport } from "@tabler/icons-react";
import type { Exported } from "../../api";
import { fr } from "../../i18n/fr";
import { OperationItems } from "./OperationItems";

/** « Exporter »: the operations of one statement, in a format of one's choice. */
export function ExportOperations({ write }: { write: (format: string) => Promise<Exported> }) {
	return (
		<Menu position="bottom-end" withinPortal>
			<Menu.Target>
				<Button variant="default" leftSection={<IconTableExport size={16} />}>
					{fr.exports.button}
				</Button>
			</Menu.Target>
			<Menu.Dropdown>
				<OperationItems write={write} />
			</Menu.Dropdown>
		</Menu>
	);
}
