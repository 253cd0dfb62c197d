import { Button, Checkbox, Group, NativeSelect, Stack } from "@mantine/core";
import { IconFilePlus, IconFolderPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { api, type ImportPreview } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { useSession } from "../session/session";
import type { Choice } from "./choice";
import { FailureNotice } from "./FailureNotice";
import { PastePaths } from "./PastePaths";
import { PathList } from "./PathList";

const t = fr.imports;

interface Props {
	choice: Choice;
	onChange: (choice: Choice) => void;
	/** The preview is being asked for. */
	pending: boolean;
	error: unknown;
	/** Why the latest preview came to nothing. */
	failure?: NonNullable<ImportPreview["failure"]>;
	onLook: () => void;
}

/** What to import: files, folders, and under which conditions. */
export function ImportForm({ choice, onChange, pending, error, failure, onLook }: Props) {
	const { me } = useSession();
	const go = useRef<HTMLButtonElement>(null);
	const { paths } = choice;
	const add = (more: readonly string[]) =>
		onChange({ ...choice, paths: [...paths, ...more.filter((p) => p && !paths.includes(p))] });
	const picked = (more: readonly string[]) => {
		add(more);
		// Enter goes on from here.
		if (more.some(Boolean)) setTimeout(() => go.current?.focus());
	};

	const pickFiles = useMutation({ mutationFn: () => api.imports.PickFiles(), onSuccess: picked });
	const pickFolder = useMutation({
		mutationFn: () => api.imports.PickFolder(),
		onSuccess: (path) => picked([path]),
	});
	const thrown = error ?? pickFiles.error ?? pickFolder.error;
	const look = () => {
		if (paths.length > 0 && !pending) onLook();
	};

	return (
		<form
			aria-label={t.title}
			onSubmit={(event) => {
				event.preventDefault();
				look();
			}}
		>
			<Stack gap={14}>
				<Group gap={8}>
					<Button
						variant="default"
						leftSection={<IconFilePlus size={16} />}
						onClick={() => pickFiles.mutate()}
						data-autofocus={paths.length === 0 || undefined}
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
				<PastePaths onAdd={add} onGo={look} />
				<PathList
					paths={paths}
					onRemove={(path) => onChange({ ...choice, paths: paths.filter((p) => p !== path) })}
				/>
				{me.firms.length > 1 && (
					<NativeSelect
						label={t.firm}
						description={t.firmHelp}
						data={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
						value={String(choice.firmId)}
						onChange={(event) => onChange({ ...choice, firmId: Number(event.currentTarget.value) })}
					/>
				)}
				<Checkbox
					label={t.handedOver}
					description={t.handedOverHelp}
					checked={choice.handedOver}
					onChange={(event) => onChange({ ...choice, handedOver: event.currentTarget.checked })}
				/>
				{failure && failure.code !== "cancelled" && <FailureNotice failure={failure} />}
				{thrown ? <ErrorNotice error={thrown} /> : null}
				<Group justify="flex-end">
					<Button
						ref={go}
						type="submit"
						disabled={paths.length === 0}
						loading={pending}
						data-autofocus={paths.length > 0 || undefined}
					>
						{t.look}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
