import { Menu } from "@mantine/core";
import type { Exported } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";

const t = fr.exports;

interface Props {
	write: (format: string) => Promise<Exported>;
	/** What they are called in a menu that holds other things of the same name. */
	among?: string;
}

/** The formats that operations are written in for other tools, as items of a menu. */
export function OperationItems({ write, among = "" }: Props) {
	const save = useChange(
		write,
		({ path, rows }) => path && notify(t.operationsDone(rows, path)),
		notifyError,
	);
	return Object.entries(t.formats).map(([format, label]) => (
		<Menu.Item
			key={format}
			aria-label={among ? t.among(among, label) : undefined}
			onClick={() => save.mutate(format)}
		>
			{label}
		</Menu.Item>
	));
}
