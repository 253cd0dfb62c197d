import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import type { PersonRow } from "../../api";
import { fr } from "../../i18n/fr";
import { proposePassword } from "../../lib/password";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { PasswordChoice } from "./PasswordChoice";
import { useResetPassword } from "./queries";

const t = fr.people;

interface Props {
	row: PersonRow;
	onClose: () => void;
	onDone: (password: string) => void;
}

/** « Réinitialiser le mot de passe »: the person's windows are signed out. */
export function ResetDialog({ row, onClose, onDone }: Props) {
	const [password, setPassword] = useState(proposePassword);
	const [short, setShort] = useState(false);
	const reset = useResetPassword((given) => {
		notify(t.resetDone(row.name));
		onClose();
		onDone(given);
	});
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.reset}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<form
				aria-label={t.reset}
				onSubmit={(event) => {
					event.preventDefault();
					setShort(password.length < 12);
					if (password.length >= 12) reset.mutate({ id: row.id, password });
				}}
			>
				<Stack gap={12}>
					<p>{t.resetLead(row.name)}</p>
					<PasswordChoice
						label={t.newPassword}
						value={password}
						onChange={setPassword}
						error={short && fr.start.short}
					/>
					{reset.error && <ErrorNotice error={reset.error} />}
					<Group gap={8} justify="flex-end">
						<Button variant="default" onClick={onClose}>
							{fr.common.cancel}
						</Button>
						<Button type="submit" loading={reset.isPending}>
							{t.resetSubmit}
						</Button>
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}
