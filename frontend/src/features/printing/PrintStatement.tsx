import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { api } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";

const t = fr.printing;

/** « Imprimer (PDF) »: this statement on paper, where the person chooses. */
export function PrintStatement({ id }: { id: number }) {
	// What leaves is in the journal: that list changes with it.
	const print = useChange(
		(_: null) => api.prints.Statement(id),
		({ path, pages }) => path && notify(t.done(pages, path)),
		notifyError,
	);
	return (
		<Button
			variant="default"
			loading={print.isPending}
			leftSection={<IconPrinter size={16} />}
			onClick={() => print.mutate(null)}
		>
			{t.statement}
		</Button>
	);
}
