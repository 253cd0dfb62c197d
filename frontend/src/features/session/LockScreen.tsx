import { Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notifyError } from "../../ui/notify";
import { useEnter, useSession } from "./session";
import classes from "./session.module.css";

const t = fr.lock;

/** The window locked: the password of who is signed in, or somebody else's turn. */
export function LockScreen() {
	const { me, signOut } = useSession();
	const enter = useEnter();
	const input = useRef<HTMLInputElement>(null);
	const form = useForm({ initialValues: { password: "" } });
	const unlock = useMutation({
		mutationFn: ({ password }: { password: string }) => api.session.Unlock(password),
		onSuccess: enter,
		onError: () => {
			form.reset();
			input.current?.focus();
		},
	});
	useEffect(() => {
		document.title = `${t.title} · ${fr.app.name}`;
		input.current?.focus();
	}, []);
	return (
		<main className={classes.screen}>
			<div className={classes.card}>
				<p className={classes.brand}>{fr.app.name}</p>
				<h1>{t.title}</h1>
				<p className={classes.lead}>{t.lead(me.name)}</p>
				<form onSubmit={form.onSubmit((values) => unlock.mutate(values))} aria-label={t.title}>
					<Stack gap={12}>
						<PasswordInput
							ref={input}
							label={t.password}
							autoComplete="current-password"
							required
							withAsterisk={false}
							{...form.getInputProps("password")}
						/>
						{unlock.error && <ErrorNotice error={unlock.error} />}
						<Button type="submit" loading={unlock.isPending}>
							{t.submit}
						</Button>
						<Button variant="subtle" onClick={() => void signOut().catch(notifyError)}>
							{t.other}
						</Button>
					</Stack>
				</form>
			</div>
		</main>
	);
}
