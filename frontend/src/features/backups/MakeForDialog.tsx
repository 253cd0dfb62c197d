import { Button, Checkbox, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { Progress } from "./Progress";
import { useMakeFor } from "./queries";

const t = fr.backups;
const shortest = 12;

/** A backup for a passphrase, at a chosen place: to keep elsewhere, or to move to another computer. */
export function MakeForDialog({ onClose }: { onClose: () => void }) {
	const [passphrase, setPassphrase] = useState("");
	const [again, setAgain] = useState("");
	const [credentials, setCredentials] = useState(false);
	const [tried, setTried] = useState(false);
	const make = useMakeFor((path) => {
		if (!path) return;
		notify(t.made(path));
		onClose();
	});
	const short = passphrase.trim().length < shortest;
	const differs = passphrase !== again;
	const submit = () => {
		setTried(true);
		if (!short && !differs) make.mutate({ passphrase, credentials });
	};
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.makeFor}
			closeButtonProps={{ "aria-label": fr.common.close }}
			closeOnClickOutside={!make.isPending}
		>
			<form
				noValidate
				onSubmit={(e) => {
					e.preventDefault();
					submit();
				}}
			>
				<Stack gap={12}>
					<p>{t.makeForLead}</p>
					<PasswordInput
						data-autofocus
						label={t.passphrase}
						description={t.passphraseHelp(shortest)}
						autoComplete="new-password"
						value={passphrase}
						onChange={(e) => setPassphrase(e.currentTarget.value)}
						error={tried && short ? t.passphraseShort(shortest) : undefined}
					/>
					<PasswordInput
						label={t.again}
						autoComplete="new-password"
						value={again}
						onChange={(e) => setAgain(e.currentTarget.value)}
						error={tried && differs ? t.differs : undefined}
					/>
					<Checkbox
						label={t.credentials}
						description={t.credentialsHelp}
						checked={credentials}
						onChange={(e) => setCredentials(e.currentTarget.checked)}
					/>
					{make.error && <ErrorNotice error={make.error} />}
					{make.isPending && <Progress />}
					<Group gap={8} justify="flex-end">
						<Button variant="default" disabled={make.isPending} onClick={onClose}>
							{fr.common.cancel}
						</Button>
						<Button type="submit" loading={make.isPending}>
							{t.save}
						</Button>
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}
