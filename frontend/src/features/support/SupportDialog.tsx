import { Button, Group, Modal, Select, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { copyText, openMail, type SupportCase } from "../../api";
import { fr } from "../../i18n/fr";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import { usePrepared, useSaveArchive } from "./queries";
import classes from "./support.module.css";

const t = fr.support;

interface Props {
	/** 0: all that the person sees. */
	accountId: number;
	onClose: () => void;
}

/** « Contacter le support Sogescot »: the message, and the archive to be read before it is saved. */
export function SupportDialog({ accountId, onClose }: Props) {
	const { data, error, retry } = usePrepared(accountId);
	return (
		<Modal
			opened
			onClose={onClose}
			size={760}
			title={t.title}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			{error ? (
				<ErrorNotice error={error} onRetry={retry} />
			) : data ? (
				<Prepared prepared={data} onClose={onClose} />
			) : (
				<p role="status">{t.preparing}</p>
			)}
		</Modal>
	);
}

function Prepared({ prepared: c, onClose }: { prepared: SupportCase; onClose: () => void }) {
	return (
		<Stack gap={16}>
			<Contact prepared={c} onClose={onClose} />
			<Message prepared={c} />
			<Archive prepared={c} />
		</Stack>
	);
}

function Contact({ prepared: c, onClose }: { prepared: SupportCase; onClose: () => void }) {
	return (
		<section aria-label={t.contact}>
			<Fields>
				<Field label={t.name}>{c.name}</Field>
				<Field label={t.email}>{c.to}</Field>
				<Field label={t.phone}>{c.phone}</Field>
			</Fields>
			{!c.to && (
				<p className="dim">
					{t.noEmail}{" "}
					<Link to="/reglages" onClick={onClose}>
						{fr.help.open(t.settings)}
					</Link>
				</p>
			)}
		</section>
	);
}

function Message({ prepared: c }: { prepared: SupportCase }) {
	const copy = async () => {
		await copyText(`${c.subject}\n\n${c.body}`);
		notify(fr.common.copied);
	};
	return (
		<section aria-labelledby="support-message">
			<h2 id="support-message">{t.message}</h2>
			<Textarea label={t.text} readOnly autosize minRows={4} maxRows={8} value={c.body} />
			<Group gap={8} mt={8}>
				<Button data-autofocus onClick={() => openMail(c.to, c.subject, c.body).catch(notifyError)}>
					{t.openMail}
				</Button>
				<Button variant="default" onClick={() => void copy()}>
					{t.copy}
				</Button>
			</Group>
		</section>
	);
}

/** Each text of the archive can be read; what is saved is what was read. */
function Archive({ prepared: c }: { prepared: SupportCase }) {
	const [name, setName] = useState(c.files[0]?.name ?? "");
	const save = useSaveArchive();
	const file = c.files.find((f) => f.name === name);
	return (
		<section aria-labelledby="support-archive">
			<h2 id="support-archive">{t.archive}</h2>
			<p className="dim">{t.archiveLead}</p>
			<Select
				label={t.read}
				mt={8}
				value={name}
				allowDeselect={false}
				data={c.files.map((f) => ({ value: f.name, label: `${f.title} (${f.name})` }))}
				onChange={(value) => value && setName(value)}
			/>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
			<section className={classes.text} tabIndex={0} aria-label={file?.title}>
				<pre>{file?.text}</pre>
			</section>
			{save.error && <ErrorNotice error={save.error} />}
			{save.data && <Notice kind="good">{t.saved(save.data)}</Notice>}
			<Group gap={8} mt={8} justify="flex-end">
				<Button variant="default" loading={save.isPending} onClick={() => save.mutate(c)}>
					{t.save}
				</Button>
			</Group>
		</section>
	);
}
