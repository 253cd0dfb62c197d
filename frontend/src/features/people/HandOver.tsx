import { Button, Group, Modal, Stack } from "@mantine/core";
import { fr } from "../../i18n/fr";
import { CopyButton } from "../../ui/CopyButton";
import { Field, Fields } from "../../ui/Fields";

const t = fr.people;

/** A password that a person is to be given. */
export interface Handed {
	name: string;
	email: string;
	password: string;
}

interface Props {
	handed: Handed;
	onClose: () => void;
}

/** Shows once, and keeps nowhere, what to hand over to a person. */
export function HandOver({ handed: h, onClose }: Props) {
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.handTitle(h.name)}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<Stack gap={12}>
				<p>{t.handLead}</p>
				<Fields>
					<Field label={t.email}>{h.email}</Field>
					<Field label={t.password}>
						<code>{h.password}</code> <CopyButton text={h.password} label={t.copyPassword} />
					</Field>
				</Fields>
				<Group justify="flex-end">
					<Button data-autofocus onClick={onClose}>
						{t.handDone}
					</Button>
				</Group>
			</Stack>
		</Modal>
	);
}
