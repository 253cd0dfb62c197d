import { Button, Checkbox, Group, NativeSelect, Stack } from "@mantine/core";
import { IconFilePlus, IconFolderPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { useSession } from "../session/session";
import { PastePaths } from "./PastePaths";
import { PathList } from "./PathList";

const t = fr.imports;

/** What to import: files, folders, and under which conditions. */
export function ImportForm({ onStarted }: { onStarted: (job: string) => void }) {
	const { me } = useSession();
	const [paths, setPaths] = useState<readonly string[]>([]);
	const [firmId, setFirmId] = useState(me.firms[0]?.id ?? 0);
	const [handedOver, setHandedOver] = useState(false);
	const add = (more: readonly string[]) =>
		setPaths((now) => [...now, ...more.filter((p) => p && !now.includes(p))]);

	const pickFiles = useMutation({ mutationFn: () => api.imports.PickFiles(), onSuccess: add });
	const pickFolder = useMutation({
		mutationFn: () => api.imports.PickFolder(),
		onSuccess: (path) => add([path]),
	});
	const start = useMutation({
		mutationFn: () => api.imports.Start({ paths: [...paths], firmId, handedOver }),
		onSuccess: onStarted,
	});
	const failure = start.error ?? pickFiles.error ?? pickFolder.error;

	return (
		<Stack gap={14}>
			<Group gap={8}>
				<Button
					variant="default"
					leftSection={<IconFilePlus size={16} />}
					onClick={() => pickFiles.mutate()}
					data-autofocus
				>
					{t.add}
				</Button>
				<Button
					variant="default"
					leftSection={<IconFolderPlus size={16} />}
					onClick={() => pickFolder.mutate()}
				>
					{t.addFolder}
				</Button>
			</Group>
			<PastePaths onAdd={add} />
			<PathList paths={paths} onRemove={(path) => setPaths(paths.filter((p) => p !== path))} />
			{me.firms.length > 1 && (
				<NativeSelect
					label={t.firm}
					description={t.firmHelp}
					data={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
					value={String(firmId)}
					onChange={(event) => setFirmId(Number(event.currentTarget.value))}
				/>
			)}
			<Checkbox
				label={t.handedOver}
				description={t.handedOverHelp}
				checked={handedOver}
				onChange={(event) => setHandedOver(event.currentTarget.checked)}
			/>
			{failure && <ErrorNotice error={failure} />}
			<Group justify="flex-end">
				<Button
					disabled={paths.length === 0}
					loading={start.isPending}
					onClick={() => start.mutate()}
				>
					{t.start}
				</Button>
			</Group>
		</Stack>
	);
}
