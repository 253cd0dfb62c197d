import { Button, Checkbox, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ErasedCounts, ErasePlan } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import classes from "./privacy.module.css";
import { useErase, useErasePlan } from "./queries";

const t = fr.privacy;

interface Props {
	id: number;
	onClose: () => void;
	onErased: () => void;
}

/** « Effacer… »: what goes, what stands against it, then the client's own name typed. */
export function EraseDialog({ id, onClose, onErased }: Props) {
	const plan = useErasePlan(id);
	return (
		<Modal
			opened
			onClose={onClose}
			size="lg"
			title={plan.data ? t.eraseTitle(plan.data.client.name) : t.erase}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			{plan.error && <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />}
			{plan.data && <EraseForm plan={plan.data} onClose={onClose} onErased={onErased} />}
		</Modal>
	);
}

interface FormProps {
	plan: ErasePlan;
	onClose: () => void;
	onErased: () => void;
}

function EraseForm({ plan, onClose, onErased }: FormProps) {
	const [form, setForm] = useState({ typed: "", reason: "", despite: false });
	const erase = useErase((done) => {
		notify(done.wiped ? t.erased : `${t.erased} ${t.notWiped}`);
		onErased();
	});
	const warned = plan.warnings.length > 0;
	const { client } = plan;
	const named = [client.name, client.reference].some((s) => s && same(s, form.typed));
	const ready = named && (!warned || (form.despite && form.reason.trim() !== ""));
	const errorOn = (field: string) =>
		erase.error?.field === field ? erase.error.message : undefined;
	return (
		<form
			aria-label={t.eraseTitle(client.name)}
			onSubmit={(event) => {
				event.preventDefault();
				if (ready) erase.mutate({ clientId: client.clientId, ...form });
			}}
		>
			<Stack gap={12}>
				{plan.refusal && <Notice kind="bad">{plan.refusal}</Notice>}
				<div>
					<p style={{ marginBottom: 4 }}>{t.eraseLead}</p>
					<ul className={classes.list}>
						{counted(plan.counts).map((line) => (
							<li key={line}>{line}</li>
						))}
					</ul>
				</div>
				{warned && (
					<Notice kind="warn">
						<strong>{t.against}</strong>
						<Lines lines={plan.warnings} />
					</Notice>
				)}
				<div>
					<strong>{t.alsoKnow}</strong>
					<Lines lines={plan.notes} />
				</div>
				{!plan.refusal && (
					<>
						{warned && (
							<Checkbox
								label={t.despite}
								checked={form.despite}
								onChange={(event) => setForm({ ...form, despite: event.currentTarget.checked })}
							/>
						)}
						<Textarea
							label={warned ? t.reason : `${t.reason} (${fr.common.optional})`}
							description={t.reasonHelp}
							maxLength={200}
							autosize
							minRows={1}
							maxRows={3}
							value={form.reason}
							error={errorOn("reason")}
							onChange={(event) => setForm({ ...form, reason: event.currentTarget.value })}
						/>
						<TextInput
							label={t.typed(client.reference)}
							value={form.typed}
							error={errorOn("typed")}
							autoComplete="off"
							onChange={(event) => setForm({ ...form, typed: event.currentTarget.value })}
						/>
					</>
				)}
				{erase.isPending && <p role="status">{t.erasing}</p>}
				{erase.error && !["reason", "typed"].includes(erase.error.field) && (
					<ErrorNotice error={erase.error} />
				)}
				<Group gap={8} justify="flex-end">
					<Button variant="default" data-autofocus onClick={onClose}>
						{fr.common.back}
					</Button>
					{!plan.refusal && (
						<Button type="submit" color="red.9" disabled={!ready} loading={erase.isPending}>
							{t.eraseSubmit}
						</Button>
					)}
				</Group>
			</Stack>
		</form>
	);
}

function Lines({ lines }: { lines: string[] }) {
	return (
		<ul className={classes.list}>
			{lines.map((line) => (
				<li key={line}>{line}</li>
			))}
		</ul>
	);
}

/** As the backend compares: without accents, case or spaces around. */
function same(a: string, b: string): boolean {
	return a.trim().localeCompare(b.trim(), "fr", { sensitivity: "base" }) === 0;
}

/** What goes, a line each; what there is none of is left out. */
function counted(counts: ErasedCounts): string[] {
	const { nothing, ...says } = t.counts;
	const lines = (Object.keys(says) as (keyof typeof says)[])
		.filter((key) => counts[key] > 0)
		.map((key) => says[key](counts[key]));
	return [nothing, ...lines];
}
