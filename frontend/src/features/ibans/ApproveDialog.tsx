import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { DateField } from "../../ui/DateField";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useApprove } from "./queries";

const t = fr.ibans;

interface Props {
	ids: number[]; // empty: closed
	onClose: () => void;
}

/** « Approuvé hors application le … », for one mandate or many. */
export function ApproveDialog({ ids, onClose }: Props) {
	const [on, setOn] = useState("");
	const [missing, setMissing] = useState(false);
	const approve = useApprove((count) => {
		notify(t.approved(count));
		setOn("");
		onClose();
	});
	const submit = () => {
		setMissing(on === "");
		if (on) approve.mutate({ ids, on });
	};
	return (
		<Modal
			opened={ids.length > 0}
			onClose={onClose}
			title={t.approveTitle}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
				aria-label={t.approveTitle}
			>
				<Stack gap={12}>
					<p>{t.approveLead(ids.length)}</p>
					<DateField
						label={t.approveOn}
						value={on}
						onChange={setOn}
						error={missing && fr.common.badDay}
					/>
					{approve.error && <ErrorNotice error={approve.error} />}
					<Group gap={8} justify="flex-end">
						<Button variant="default" onClick={onClose}>
							{fr.common.cancel}
						</Button>
						<Button type="submit" loading={approve.isPending}>
							{t.approveSubmit}
						</Button>
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}
