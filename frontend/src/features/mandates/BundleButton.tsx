import { Button } from "@mantine/core";
import type { AccountRow } from "../../api";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";
import { usePrepareAll } from "./queries";

const t = fr.mandates;

interface Props {
	rows: readonly AccountRow[];
	onDone: () => void;
}

/** The mandates of the chosen IBANs, one PDF a client and bank, zipped. */
export function BundleButton({ rows, onDone }: Props) {
	const all = usePrepareAll(t.bundleName, (batch) => {
		if (!batch) return;
		notify(t.bundled(batch.papers, batch.accounts, batch.leftOut));
		onDone();
	});
	return (
		<Button
			size="compact-sm"
			variant="default"
			loading={all.isPending}
			onClick={() =>
				all.mutate(
					rows.map((r) => r.id),
					{ onError: notifyError },
				)
			}
		>
			{t.bundle}
		</Button>
	);
}
