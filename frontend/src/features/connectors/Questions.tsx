import { Button, Group, Modal, Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ConnectorDetails, TrialQuestion } from "../../api";
import { fr } from "../../i18n/fr";
import { CopyButton } from "../../ui/CopyButton";
import { ErrorNotice } from "../../ui/Notice";
import classes from "./connectors.module.css";
import { useSaveConnector } from "./queries";

const t = fr.connectors;

interface Props {
	connector: ConnectorDetails;
	question: TrialQuestion;
	/** The answer is saved. */
	onAnswered: () => void;
	onClose: () => void;
}

/**
 * What a test found and only a person can settle: the one answer is confirmed, or one of several
 * chosen; without a list it is typed. It is saved as a setting. An answer that would replace another has the way back focused.
 */
export function QuestionDialog({ connector, question, onAnswered, onClose }: Props) {
	const { row, partner, settings } = connector;
	const { setting, sentence, answers } = question;
	const only = answers.length === 1 ? answers[0] : undefined;
	const [chosen, setChosen] = useState(only?.value ?? "");
	const [missing, setMissing] = useState(false);
	const save = useSaveConnector(onAnswered);
	const label = partner.settings.find((f) => f.key === setting)?.label ?? setting;
	const replaces = Boolean(settings[setting]);
	const submit = () => {
		setMissing(chosen === "");
		if (chosen === "") return;
		save.mutate({
			id: row.id,
			name: row.name,
			settings: { [setting]: chosen },
			paused: row.paused,
		});
	};
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.question(label)}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<Stack gap={12}>
				<p>{sentence}</p>
				{only ? (
					<div className={classes.answer}>
						<code>{only.label}</code>
						<CopyButton text={only.label} label={t.questionCopy(label)} />
					</div>
				) : answers.length === 0 ? (
					<TextInput
						label={label}
						value={chosen}
						onChange={(e) => setChosen(e.currentTarget.value.trim())}
						error={missing && chosen === "" && t.questionEmpty}
						data-autofocus
					/>
				) : (
					<Radio.Group
						aria-label={label}
						value={chosen}
						onChange={setChosen}
						error={missing && chosen === "" && t.questionNone}
					>
						<Stack gap={8} className={classes.answers}>
							{answers.map((a) => (
								<Radio key={a.value} value={a.value} label={a.label} />
							))}
						</Stack>
					</Radio.Group>
				)}
				{save.error && <ErrorNotice error={save.error} />}
				<Group gap={8} justify="flex-end">
					<Button variant="default" data-autofocus={replaces || undefined} onClick={onClose}>
						{fr.common.cancel}
					</Button>
					<Button color={replaces ? "red.9" : undefined} loading={save.isPending} onClick={submit}>
						{only ? t.questionConfirm : t.questionChoose}
					</Button>
				</Group>
			</Stack>
		</Modal>
	);
}
