import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { copyText, type Diagnosis } from "../../api";
import { fr } from "../../i18n/fr";
import { notify } from "../../ui/notify";
import { useStart } from "../session/session";
import { supportText } from "./supportText";

const t = fr.diagnostic;

interface Props {
	diagnosis: Diagnosis;
	onClose: () => void;
}

/** « Contacter le support Sogescot », with what they ask for, ready to paste. */
export function SupportDialog({ diagnosis, onClose }: Props) {
	const version = useStart().data?.version ?? "";
	const text = supportText(diagnosis, version);
	const copy = async () => {
		await copyText(text);
		notify(fr.common.copied);
	};
	return (
		<Modal
			opened
			onClose={onClose}
			size="lg"
			title={t.support}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<Stack gap={12}>
				<p>{t.supportLead}</p>
				<Textarea label={t.supportText} readOnly autosize minRows={6} maxRows={14} value={text} />
				<Group gap={8} justify="flex-end">
					<Button variant="default" onClick={onClose}>
						{fr.common.close}
					</Button>
					<Button data-autofocus onClick={() => void copy()}>
						{t.supportCopy}
					</Button>
				</Group>
			</Stack>
		</Modal>
	);
}
