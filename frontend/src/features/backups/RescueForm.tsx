import { Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { type ApiError, api } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { PathField } from "./PathField";
import { useRescue } from "./queries";

const t = fr.backups;

/** The way back where nobody can sign in: a new computer, or a data file that cannot be opened. */
export function RescueForm() {
	const [open, setOpen] = useState(false);
	const [path, setPath] = useState("");
	const [key, setKey] = useState("");
	const [email, setEmail] = useState("");
	const [password, setPassword] = useState("");
	const rescue = useRescue();
	const field = (rescue.error as ApiError | null)?.field;
	if (!open) {
		return (
			<Button variant="default" onClick={() => setOpen(true)}>
				{t.rescue}
			</Button>
		);
	}
	return (
		<form
			aria-label={t.rescue}
			noValidate
			onSubmit={(e) => {
				e.preventDefault();
				rescue.mutate({ path, key, email, password });
			}}
		>
			<Stack gap={12}>
				<p>{t.rescueLead}</p>
				<PathField
					path={path}
					onPath={setPath}
					choose={() => api.session.ChooseBackup()}
					disabled={rescue.isPending}
				/>
				<PasswordInput
					label={t.keyOrPassphrase}
					description={t.rescueKeyHelp}
					autoComplete="off"
					value={key}
					onChange={(e) => setKey(e.currentTarget.value)}
					error={field === "key" ? rescue.error?.message : undefined}
				/>
				<TextInput
					label={t.rescueEmail}
					type="email"
					autoComplete="username"
					value={email}
					onChange={(e) => setEmail(e.currentTarget.value)}
				/>
				<PasswordInput
					label={t.rescuePassword}
					autoComplete="current-password"
					value={password}
					onChange={(e) => setPassword(e.currentTarget.value)}
				/>
				{rescue.error && field !== "key" && <ErrorNotice error={rescue.error} />}
				<Group gap={8} justify="flex-end">
					<Button variant="default" disabled={rescue.isPending} onClick={() => setOpen(false)}>
						{fr.common.cancel}
					</Button>
					<Button type="submit" loading={rescue.isPending} disabled={!path || !email || !password}>
						{t.replaceEmpty}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
