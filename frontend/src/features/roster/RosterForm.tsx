import { Button, Group, Menu, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ApiError } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useSession } from "../session/session";
import { usePick, useTemplate } from "./queries";

const t = fr.roster;

interface Props {
	pending: boolean;
	error: ApiError | null;
	onPreview: (path: string, firmId: number) => void;
}

/** Which list to take, for which firm. */
export function RosterForm({ pending, error, onPreview }: Props) {
	const { me } = useSession();
	const [path, setPath] = useState("");
	const [firmId, setFirmId] = useState(me.firms[0]?.id ?? 0);
	const pick = usePick(setPath);
	const template = useTemplate((saved) => notify(t.templateSaved(saved)));
	const failure = error ?? pick.error ?? template.error;
	return (
		<form
			aria-label={t.form}
			style={{ maxWidth: 720 }}
			onSubmit={(event) => {
				event.preventDefault();
				onPreview(path.trim().replace(/^"(.*)"$/, "$1"), firmId);
			}}
		>
			<Stack gap={14}>
				<p>{t.lead}</p>
				<Group gap={8} align="flex-end" wrap="nowrap">
					<TextInput
						style={{ flex: 1 }}
						label={t.path}
						description={t.pathHelp}
						spellCheck={false}
						value={path}
						onChange={(event) => setPath(event.currentTarget.value)}
					/>
					<Button variant="default" onClick={() => pick.mutate()}>
						{fr.common.browse}
					</Button>
				</Group>
				{me.firms.length > 1 && (
					<NativeSelect
						label={t.firm}
						data={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
						value={String(firmId)}
						onChange={(event) => setFirmId(Number(event.currentTarget.value))}
					/>
				)}
				{failure && <ErrorNotice error={failure} />}
				<Group gap={8} justify="space-between">
					<Menu position="bottom-start" withinPortal>
						<Menu.Target>
							<Button variant="default">{t.template}</Button>
						</Menu.Target>
						<Menu.Dropdown>
							<Menu.Item onClick={() => template.mutate("xlsx")}>{t.templateXlsx}</Menu.Item>
							<Menu.Item onClick={() => template.mutate("csv")}>{t.templateCsv}</Menu.Item>
						</Menu.Dropdown>
					</Menu>
					<Button type="submit" loading={pending} disabled={!path.trim()}>
						{t.preview}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
