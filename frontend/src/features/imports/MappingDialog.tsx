import { Button, Checkbox, Group, Loader, Modal, Stack, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import type { TableMapping, TablePreview } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import classes from "./imports.module.css";
import { MappingColumns } from "./MappingColumns";
import { MappingDoubts } from "./MappingDoubts";
import { MappingLayout } from "./MappingLayout";
import { MappingLines } from "./MappingLines";
import { useSaveMapping, useTable } from "./queries";

const t = fr.imports.mapping;

interface Props {
	path: string;
	/** The file as the person knows it. */
	name: string;
	/** Null: it is guessed. */
	first: TableMapping | null;
	onClose: () => void;
	onDone: (mapping: TableMapping) => void;
}

/** The assistant that reads the columns of a table: its lines are read again at each change. */
export function MappingDialog({ path, name, first, onClose, onDone }: Props) {
	const [asked, setAsked] = useState(first);
	const small = useMediaQuery("(max-width: 900px), (max-height: 560px)");
	const [last, setLast] = useState<TablePreview>();
	const table = useTable(path, asked);
	if (table.data && table.data !== last) setLast(table.data);
	const shown = table.data ?? last; // what cannot be read is changed again from what could
	return (
		<Modal
			opened
			onClose={onClose}
			title={`${t.title} : ${name}`}
			size={1120}
			fullScreen={small}
			closeButtonProps={{ "aria-label": fr.common.close }}
			attributes={{ header: { role: "presentation" } }} // one banner, whatever lies under it
		>
			{table.error && <ErrorNotice error={table.error} onRetry={() => void table.refetch()} />}
			{!shown && table.isPending && <Loader size="xs" aria-label={fr.common.loading} />}
			{shown && (
				<Assistant
					path={path}
					table={shown}
					mapping={asked ?? shown.mapping}
					reading={table.isFetching}
					broken={table.error !== null}
					onChange={setAsked}
					onClose={onClose}
					onDone={onDone}
				/>
			)}
		</Modal>
	);
}

interface AssistantProps {
	path: string;
	table: TablePreview;
	mapping: TableMapping;
	reading: boolean;
	/** What is asked for now cannot be read; what is shown was read before. */
	broken: boolean;
	onChange: (mapping: TableMapping) => void;
	onClose: () => void;
	onDone: (mapping: TableMapping) => void;
}

function Assistant({
	path,
	table,
	mapping,
	reading,
	broken,
	onChange,
	onClose,
	onDone,
}: AssistantProps) {
	const [keep, setKeep] = useState(false);
	const [name, setName] = useState(table.recognisedAs);
	const save = useSaveMapping((saved) => {
		notify(t.saved(saved.name));
		onDone(mapping);
	});
	const open = table.doubts.length > 0;
	const submit = (event: FormEvent) => {
		event.preventDefault();
		event.stopPropagation();
		if (keep) save.mutate({ path, name: name.trim(), mapping });
		else onDone(mapping);
	};
	const change = (part: Partial<TableMapping>) => onChange({ ...mapping, ...part });
	return (
		<form aria-label={t.title} onSubmit={submit} className={classes.assistant}>
			{table.recognisedAs && <Notice kind="good">{t.recognised(table.recognisedAs)}</Notice>}
			<MappingDoubts doubts={table.doubts} mapping={mapping} onChange={change} />
			<MappingLayout table={table} mapping={mapping} onChange={change} />
			<MappingColumns table={table} mapping={mapping} onChange={change} />
			<MappingLines table={table} />
			<Stack gap={8}>
				<Checkbox
					label={t.save}
					description={t.saveHelp}
					checked={keep}
					onChange={(event) => setKeep(event.currentTarget.checked)}
				/>
				{keep && (
					<TextInput
						label={t.name}
						placeholder={t.nameHint}
						value={name}
						onChange={(event) => setName(event.currentTarget.value)}
						style={{ maxWidth: 420 }}
						required
					/>
				)}
			</Stack>
			{save.error && <ErrorNotice error={save.error} />}
			<Group gap={8} justify="flex-end" className={classes.assistantFoot}>
				<Button variant="default" onClick={onClose}>
					{fr.common.cancel}
				</Button>
				<Button
					type="submit"
					loading={save.isPending}
					disabled={open || reading || broken || (keep && !name.trim())}
				>
					{t.submit}
				</Button>
			</Group>
		</form>
	);
}
