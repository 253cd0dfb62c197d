import {
	Button,
	Checkbox,
	Group,
	Modal,
	PasswordInput,
	Stack,
	VisuallyHidden,
} from "@mantine/core";
import { useState } from "react";
import { type ApiError, api, type BackupContents, type BackupPreview } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay, formatInstant } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { ErrorNotice, Notice } from "../../ui/Notice";
import classes from "./backups.module.css";
import { PathField } from "./PathField";
import { Progress } from "./Progress";
import { useLook, useRestore } from "./queries";

const t = fr.backups;

interface Props {
	path: string;
	onClose: () => void;
}

/** « Restaurer »: which backup, what is inside beside what is there, then only the change. */
export function RestoreDialog({ path: given, onClose }: Props) {
	const [path, setPath] = useState(given);
	const [key, setKey] = useState("");
	const [understood, setUnderstood] = useState(false);
	const look = useLook();
	const restore = useRestore();
	const pending = look.isPending || restore.isPending;
	const error = restore.error ?? look.error;
	const asks = (error as ApiError | null)?.field === "key";
	const choose = (next: string) => {
		setPath(next);
		look.reset();
	};
	return (
		<Modal
			opened
			onClose={onClose}
			size={640}
			title={t.restoreTitle}
			closeButtonProps={{ "aria-label": fr.common.close }}
			closeOnClickOutside={!pending}
			closeOnEscape={!pending}
		>
			<Stack gap={12}>
				<PathField
					path={path}
					onPath={choose}
					choose={() => api.backups.Choose()}
					disabled={pending}
				/>
				<PasswordInput
					label={t.keyOrPassphrase}
					description={t.keyHelp}
					autoComplete="off"
					value={key}
					onChange={(e) => setKey(e.currentTarget.value)}
					error={asks ? error?.message : undefined}
					disabled={pending}
				/>
				{error && !asks && <ErrorNotice error={error} />}
				{pending && <Progress />}
				{look.data && <Inside preview={look.data} />}
				{look.data && (
					<Checkbox
						label={t.understood}
						checked={understood}
						onChange={(e) => setUnderstood(e.currentTarget.checked)}
					/>
				)}
				<Group gap={8} justify="flex-end">
					<Button variant="default" disabled={pending} onClick={onClose}>
						{fr.common.cancel}
					</Button>
					{look.data ? (
						<Button
							color="red.9"
							disabled={!understood}
							loading={restore.isPending}
							onClick={() => restore.mutate({ path, key })}
						>
							{t.replace}
						</Button>
					) : (
						<Button
							disabled={!path}
							loading={look.isPending}
							onClick={() => look.mutate({ path, key })}
						>
							{t.look}
						</Button>
					)}
				</Group>
			</Stack>
		</Modal>
	);
}

function Inside({ preview: p }: { preview: BackupPreview }) {
	const lines: [string, (c: BackupContents) => string][] = [
		[t.firms, (c) => c.firms.join(", ")],
		[fr.clients.title, (c) => formatCount(c.clients)],
		[t.accounts, (c) => formatCount(c.accounts)],
		[t.statements, (c) => formatCount(c.statements)],
		[t.operations, (c) => formatCount(c.operations)],
		[t.lastDay, (c) => (c.lastDay ? formatDay(c.lastDay) : "")],
	];
	return (
		<>
			<table className={classes.table}>
				<caption>
					<VisuallyHidden>{t.compare}</VisuallyHidden>
				</caption>
				<thead>
					<tr>
						<td />
						<th scope="col">{t.inside(formatInstant(p.madeAt))}</th>
						<th scope="col">{t.now}</th>
					</tr>
				</thead>
				<tbody>
					{lines.map(([name, of]) => (
						<tr key={name}>
							<th scope="row">{name}</th>
							<td>{of(p.inside)}</td>
							<td>{of(p.now)}</td>
						</tr>
					))}
				</tbody>
			</table>
			{p.credentials > 0 && <p>{t.carries(p.credentials)}</p>}
			<Notice kind="warn">
				<ul className={classes.list}>
					{p.erased > 0 && <li>{t.erasedSince(p.erased)}</li>}
					{t.restoreWarnings.map((w) => (
						<li key={w}>{w}</li>
					))}
				</ul>
			</Notice>
		</>
	);
}
