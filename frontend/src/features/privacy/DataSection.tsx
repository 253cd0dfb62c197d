import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { api } from "../../api";
import { useChange } from "../../data/useChange";
import { useGo } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";
import { useSession } from "../session/session";
import { EraseDialog } from "./EraseDialog";

const t = fr.privacy;

/** What a client may ask for: its data, or that they be erased. */
export function DataSection({ id }: { id: number }) {
	const { can } = useSession();
	const go = useGo();
	const [asking, setAsking] = useState(false);
	const start = useChange(
		(_: undefined) => api.privacies.Export(id),
		(job) => job && notify(t.exportStarted),
		notifyError,
	);
	if (!can("export_client") && !can("erase")) return null;
	return (
		<section aria-labelledby="data" style={{ marginTop: 24 }}>
			<h3 id="data" style={{ marginBottom: 8 }}>
				{t.data}
			</h3>
			<Group gap={8}>
				{can("export_client") && (
					<Button
						variant="default"
						loading={start.isPending}
						onClick={() => start.mutate(undefined)}
					>
						{t.exportData}
					</Button>
				)}
				{can("erase") && (
					<Button variant="default" c="red.9" onClick={() => setAsking(true)}>
						{t.erase}
					</Button>
				)}
			</Group>
			{asking && (
				<EraseDialog id={id} onClose={() => setAsking(false)} onErased={() => go("/clients")} />
			)}
		</section>
	);
}
