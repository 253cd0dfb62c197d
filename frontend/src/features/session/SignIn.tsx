import { Button, Checkbox, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api, type Demo, type Start } from "../../api";
import { fr } from "../../i18n/fr";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice } from "../../ui/Notice";
import { ClockNotice } from "./ClockNotice";
import { useEnter } from "./session";
import classes from "./session.module.css";

/** The sign-in; on demonstration data it says the way in. */
export function SignIn({ start }: { start: Start }) {
	const enter = useEnter();
	const form = useForm({ initialValues: { email: "", password: "", remember: false } });
	const signIn = useMutation({
		mutationFn: (v: typeof form.values) =>
			api.session.SignIn(v.email.trim(), v.password, v.remember),
		onSuccess: enter,
	});
	return (
		<main className={classes.screen}>
			<div className={classes.card}>
				<p className={classes.brand}>{fr.app.name}</p>
				<h1>{fr.signIn.title}</h1>
				<ClockNotice />
				<form
					onSubmit={form.onSubmit((values) => signIn.mutate(values))}
					aria-label={fr.signIn.title}
				>
					<Stack gap={12} mt={16}>
						<TextInput
							label={fr.signIn.email}
							type="email"
							autoComplete="username"
							required
							withAsterisk={false}
							data-autofocus
							{...form.getInputProps("email")}
						/>
						<PasswordInput
							label={fr.signIn.password}
							autoComplete="current-password"
							required
							withAsterisk={false}
							{...form.getInputProps("password")}
						/>
						{start.canRemember && (
							<Checkbox
								label={fr.signIn.remember}
								description={fr.signIn.rememberHelp}
								{...form.getInputProps("remember", { type: "checkbox" })}
							/>
						)}
						{signIn.error && <ErrorNotice error={signIn.error} />}
						<Button type="submit" loading={signIn.isPending}>
							{fr.signIn.submit}
						</Button>
					</Stack>
				</form>
				{start.demo && <DemoCard demo={start.demo} onFill={form.setValues} />}
				<p className={classes.about}>
					{fr.signIn.version(start.version)} · {fr.signIn.dataDir(start.dataDir)}
				</p>
			</div>
		</main>
	);
}

function DemoCard({ demo, onFill }: { demo: Demo; onFill: (values: Demo) => void }) {
	return (
		<section className={classes.demo} aria-label={fr.signIn.demo}>
			<h2>{fr.signIn.demo}</h2>
			<Fields>
				<Field label={fr.signIn.email}>{demo.email}</Field>
				<Field label={fr.signIn.password}>
					<code>{demo.password}</code>
				</Field>
			</Fields>
			<Button variant="default" fullWidth onClick={() => onFill(demo)}>
				{fr.signIn.demoFill}
			</Button>
		</section>
	);
}
