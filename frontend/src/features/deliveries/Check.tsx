import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { notify } from "../../ui/notify";
import { useCheck } from "./queries";
import { ReasonDialog } from "./ReasonDialog";

const t = fr.deliveries;

/** « À vérifier »: a person who has looked says whether the partner has the statement. */
export function Check({ id }: { id: number }) {
	const [there, setThere] = useState<boolean>();
	const check = useCheck(() => {
		notify(there ? t.thereDone : t.absentDone);
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
					lead={there ? t.thereLead : t.absentLead}
					help={there ? t.thereHelp : t.absentHelp}
					submit={there ? t.there : t.absent}
					busy={check.isPending}
					error={check.error}
					onSubmit={(reason) => check.mutate({ id, there, reason })}
					onClose={() => setThere(undefined)}
				/>
			)}
		</Group>
	);
}
