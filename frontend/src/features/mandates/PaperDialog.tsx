import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { fr } from "../../i18n/fr";

interface Props {
	title: string;
	onClose: () => void;
	children: ReactNode;
}

/** The window of a paper. */
export function PaperDialog({ title, onClose, children }: Props) {
	return (
		<Modal
			opened
			onClose={onClose}
			size="lg"
			title={title}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			{children}
		</Modal>
	);
}
