import { Button, Group, Loader, Modal, Stack } from "@mantine/core";
import type { ImportRow, UndoPreview } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useUndo, useUndoPreview } from "./queries";

const t = fr.imports;

interface Props {
	row: Pick<ImportRow, "fileId" | "name">;
	onClose: () => void;
	onUndone?: () => void;
}

/** Undoing an import: what it takes away is said first. */
export function UndoDialog({ row, onClose, onUndone }: Props) {
	const preview = useUndoPreview(row.fileId);
	const undo = useUndo(() => {
		notify(t.undone(row.name));
		onUndone?.();
		onClose();
	});
	const possible = preview.data?.whyNot === "";
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.undoTitle}
			closeButtonProps={{ "aria-label": fr.common.close }}
			attributes={{ header: { role: "presentation" } }} // one banner, whatever lies under it
		>
			<Stack gap={12}>
				<strong style={{ overflowWrap: "anywhere" }}>{row.name}</strong>
				{preview.isPending && <Loader size="xs" aria-label={fr.common.loading} />}
				{preview.error && <ErrorNotice error={preview.error} />}
				{preview.data && <Consequences preview={preview.data} />}
				{undo.error && <ErrorNotice error={undo.error} />}
				<Group gap={8} justify="flex-end">
					<Button variant="default" data-autofocus onClick={onClose}>
						{possible ? fr.common.back : fr.common.close}
					</Button>
					{possible && (
						<Button color="red.9" loading={undo.isPending} onClick={() => undo.mutate(row.fileId)}>
							{t.undoSubmit}
						</Button>
					)}
				</Group>
			</Stack>
		</Modal>
	);
}

function Consequences({ preview }: { preview: UndoPreview }) {
	if (preview.whyNot) return <Notice kind="warn">{preview.whyNot}</Notice>;
	return (
		<>
			<p>{t.undoGone(preview.statements, preview.operations)}</p>
			{preview.kept > 0 && <p className="dim">{t.undoKept(preview.kept)}</p>}
		</>
	);
}
