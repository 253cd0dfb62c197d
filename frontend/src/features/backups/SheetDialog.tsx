import { Button, Checkbox, Group, Modal, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice } from "../../ui/Notice";
import { useSession } from "../session/session";
import classes from "./backups.module.css";

const t = fr.backups;

/** « Fiche de secours »: the key of the backups, shown until it is in a safe place. */
export function SheetDialog({ onClose }: { onClose: () => void }) {
	const { me } = useSession();
	const sheet = useQuery({
		queryKey: ["backup-sheet"],
		queryFn: () => api.backups.Sheet(),
		gcTime: 0, // nothing keeps the key once the dialog is closed
	});
	const [safe, setSafe] = useState(false);
	const away = useChange(() => api.backups.PutAway(), onClose);
	const error = sheet.error ?? away.error;
	return (
		<Modal
			opened
			onClose={onClose}
			size={640}
			title={t.sheet}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<Stack gap={12}>
				{error && <ErrorNotice error={error} />}
				{sheet.isPending && <p role="status">{fr.common.loading}</p>}
				{sheet.data && (
					<>
						<article className={classes.sheet} data-sheet>
							<h2>{t.sheetTitle}</h2>
							<p>{t.sheetLead}</p>
							<Fields>
								<Field label={fr.common.firm}>{me.firms.map((f) => f.name).join(", ")}</Field>
								<Field label={t.key}>
									<code className={classes.key}>{groups(sheet.data.identity)}</code>
								</Field>
								<Field label={t.recipient}>
									<code className={classes.recipient}>{sheet.data.recipient}</code>
								</Field>
							</Fields>
							<ol>
								{t.sheetSteps.map((step) => (
									<li key={step}>{step}</li>
								))}
							</ol>
						</article>
						<Checkbox
							label={t.sheetSafe}
							description={t.sheetOnce}
							checked={safe}
							onChange={(e) => setSafe(e.currentTarget.checked)}
						/>
						<Group gap={8} justify="flex-end">
							<Button variant="default" data-autofocus onClick={() => window.print()}>
								{t.print}
							</Button>
							<Button
								disabled={!safe}
								loading={away.isPending}
								onClick={() => away.mutate(undefined)}
							>
								{t.putAway}
							</Button>
						</Group>
					</>
				)}
			</Stack>
		</Modal>
	);
}

/** By fours, as it is copied by hand; the spaces do not count. */
const groups = (key: string) => key.replace(/(.{4})(?=.)/g, "$1 ");
