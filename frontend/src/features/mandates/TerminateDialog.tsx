import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { AccountRow, DocumentRow } from "../../api";
import { fr } from "../../i18n/fr";
import { today } from "../../lib/dates";
import { DateField } from "../../ui/DateField";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { PaperDialog } from "./PaperDialog";
import { useTerminate } from "./queries";

const t = fr.mandates;

interface Props {
	row: AccountRow;
	onClose: () => void;
	onMade: (doc: DocumentRow) => void;
}

/** The letter that ends a mandate, from a day on. */
export function TerminateDialog({ row, onClose, onMade }: Props) {
	const [on, setOn] = useState(today());
	const terminate = useTerminate((doc) => {
		notify(t.terminated);
		onMade(doc);
	});
	return (
		<PaperDialog title={t.terminateTitle} onClose={onClose}>
			<form
				aria-label={t.terminateTitle}
				onSubmit={(event) => {
					event.preventDefault();
					if (on) terminate.mutate({ ids: [row.id], on });
				}}
			>
				<Stack gap={12}>
					<p>
						{row.mandate === "termination_asked"
							? t.terminateAgain
							: t.terminateLead(row.ibanShown)}
					</p>
					<DateField
						label={t.terminateOn}
						value={on}
						onChange={setOn}
						width={180}
						error={terminate.error?.field === "on" ? terminate.error.message : ""}
					/>
					{terminate.error && terminate.error.field !== "on" && (
						<ErrorNotice error={terminate.error} />
					)}
					<Group gap={8} justify="flex-end">
						<Button variant="default" onClick={onClose}>
							{fr.common.cancel}
						</Button>
						<Button type="submit" loading={terminate.isPending} disabled={on === ""}>
							{t.terminateSubmit}
						</Button>
					</Group>
				</Stack>
			</form>
		</PaperDialog>
	);
}
