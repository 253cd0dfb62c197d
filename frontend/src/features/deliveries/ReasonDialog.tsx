import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";

const t = fr.deliveries;

interface Props {
	title: string;
	lead: string;
	/** An example of a reason. */
	help: string;
	submit: string;
	/** Of the button that closes it, where « Annuler » could be what is asked. */
	back?: string;
	busy: boolean;
	error: Error | null;
	onSubmit: (reason: string) => void;
	onClose: () => void;
}

/** Asks why, before something is done that stays in the delivery's history. */
export function ReasonDialog(props: Props) {
	const {
		title,
		lead,
		help,
		submit,
		back = fr.common.cancel,
		busy,
		error,
		onSubmit,
		onClose,
	} = props;
	const [reason, setReason] = useState("");
	const [missing, setMissing] = useState(false);
	return (
		<Modal
			opened
			onClose={onClose}
			title={title}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<form
				aria-label={title}
				onSubmit={(event) => {
					event.preventDefault();
					setMissing(reason.trim() === "");
					if (reason.trim()) onSubmit(reason.trim());
				}}
			>
				<Stack gap={12}>
					<p>{lead}</p>
					<Textarea
						label={t.reason}
						description={help}
						data-autofocus
						autosize
						minRows={2}
						maxLength={500}
						value={reason}
						onChange={(event) => setReason(event.currentTarget.value)}
						error={missing && fr.common.required}
					/>
					{error && <ErrorNotice error={error} />}
					<Group gap={8} justify="flex-end">
						<Button variant="default" onClick={onClose}>
							{back}
						</Button>
						<Button type="submit" loading={busy}>
							{submit}
						</Button>
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}
