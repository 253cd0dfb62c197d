import { Menu } from "@mantine/core";
import type { Exported } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";

const t = fr.exports;

/** The formats that operations are written in for other tools, as items of a menu. */
export function OperationItems({ write }: { write: (format: string) => Promise<Exported> }) {
	const save = useChange(
		write,
		({ path, rows }) => path && notify(t.operationsDone(rows, path)),
		notifyError,
	);
	return Object.entries(t.formats).map(([format, label]) => (
		<Menu.Item key={format} onClick={() => save.mutate(format)}>
			{label}
		</Menu.Item>
	));
}
