import { Button, Group, Stack } from "@mantine/core";
import type { DownloadRow } from "../../api";
import { fr } from "../../i18n/fr";
import { CopyButton } from "../../ui/CopyButton";
import { Field, Fields } from "../../ui/Fields";
import { Notice } from "../../ui/Notice";
import classes from "./downloads.module.css";

const t = fr.downloads;

/** The global file is written: where, what it holds, its SHA-256. */
export function Taken({ row, onClose }: { row: DownloadRow; onClose: () => void }) {
	return (
		<Stack gap={14}>
			<Notice kind="good">
				<strong>{t.taken}</strong>
				<div>
					{fr.common.statements(row.statements)} · {fr.common.operations(row.operations)} ·{" "}
					{t.size(row.size)}
				</div>
			</Notice>
			<Fields>
				<Field label={t.takenWhere}>
					<span className={classes.line}>
						<span className={classes.mono}>{row.path}</span>
						<CopyButton text={row.path} label={t.copyPath} />
					</span>
				</Field>
				<Field label={t.sha}>
					<span className={classes.line}>
						<span className={classes.mono}>{row.sha256}</span>
						<CopyButton text={row.sha256} label={t.copySha} />
					</span>
				</Field>
			</Fields>
			<Group justify="flex-end">
				<Button data-autofocus onClick={onClose}>
					{fr.common.close}
				</Button>
			</Group>
		</Stack>
	);
}
