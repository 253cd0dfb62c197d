import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { DeliveryRow } from "../../api";
import { fr } from "../../i18n/fr";
import { notify } from "../../ui/notify";
import { useCheck } from "./queries";
import { ReasonDialog } from "./ReasonDialog";
import { concerned } from "./retryable";

const t = fr.deliveries;

/** « À vérifier »: a person who has looked says whether the partner has the statement. */
export function Check({ row }: { row: DeliveryRow }) {
	const all = concerned([row]);
	const [there, setThere] = useState<boolean>();
	const check = useCheck(() => {
		notify(there ? t.thereDone(all) : t.absentDone(all));
		setThere(undefined);
	});
	const ask = (answer: boolean) => {
		check.reset();
		setThere(answer);
	};
	return (
		<Group gap={8}>
			<Button onClick={() => ask(true)}>{t.there}</Button>
			<Button variant="default" onClick={() => ask(false)}>
				{t.absent}
			</Button>
			{there !== undefined && (
				<ReasonDialog
					title={there ? t.thereTitle : t.absentTitle}
					lead={there ? t.thereLead(all) : t.absentLead(all)}
					help={there ? t.thereHelp : t.absentHelp}
					submit={there ? t.there : t.absent}
					busy={check.isPending}
					error={check.error}
					onSubmit={(reason) => check.mutate({ id: row.id, there, reason })}
					onClose={() => setThere(undefined)}
				/>
			)}
		</Group>
	);
}
