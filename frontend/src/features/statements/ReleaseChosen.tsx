import { Button } from "@mantine/core";
import { IconLockOpen } from "@tabler/icons-react";
import { useState } from "react";
import type { StatementRow } from "../../api";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
import { ReleaseDialog } from "../statement/ReleaseDialog";

/** « Débloquer » for the held statements among those that were chosen. */
export function ReleaseChosen({ rows }: { rows: readonly StatementRow[] }) {
	const { can } = useSession();
	const [open, setOpen] = useState(false);
	if (rows.length === 0 || !(can("release") || can("release_unproven"))) return null;
	return (
		<>
			<Button
				size="compact-md"
				variant="default"
				leftSection={<IconLockOpen size={16} />}
				onClick={() => setOpen(true)}
			>
				{fr.statement.releaseAll(rows.length)}
			</Button>
			{open && <ReleaseDialog rows={rows} opened onClose={() => setOpen(false)} />}
		</>
	);
}
