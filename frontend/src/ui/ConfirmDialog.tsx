import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import type { ApiError } from "../api";
import { fr } from "../i18n/fr";
import { ErrorNotice } from "./Notice";

interface Props {
	title: string;
	submit: string;
	onSubmit: () => void;
	onClose: () => void;
	pending?: boolean;
	error?: ApiError | null;
	children: ReactNode;
}

/** Asks before something is taken away: what goes is said first, and the way back has the focus. */
export function ConfirmDialog(p: Props) {
	return (
		<Modal
			opened
			onClose={p.onClose}
			title={p.title}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<Stack gap={12}>
				{p.children}
				{p.error && <ErrorNotice error={p.error} />}
				<Group gap={8} justify="flex-end">
					<Button variant="default" data-autofocus onClick={p.onClose}>
						{fr.common.back}
					</Button>
					<Button color="red.9" loading={p.pending} onClick={p.onSubmit}>
						{p.submit}
					</Button>
				</Group>
			</Stack>
		</Modal>
	);
}
