import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Erased, KeptClient } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import classes from "./privacy.module.css";
import { useEraseOver } from "./queries";

const t = fr.privacy;

interface Props {
	rows: KeptClient[];
	onClose: () => void;
	onErased: () => void;
}

/** Erases the clients that were chosen among those « À purger ». */
export function EraseOverDialog({ rows, onClose, onErased }: Props) {
	const [chosen] = useState(rows); // the list behind is read again once they are gone
	const [typed, setTyped] = useState("");
	const [done, setDone] = useState<Erased | null>(null);
	const erase = useEraseOver((answer) => {
		notify(t.erasedSome(answer.erased.length));
		onErased();
		if (answer.left.length === 0 && answer.wiped) onClose();
		else setDone(answer);
	});
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.eraseChosenTitle}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<form
				aria-label={t.eraseChosenTitle}
				onSubmit={(event) => {
					event.preventDefault();
					erase.mutate({ ids: chosen.map((r) => r.clientId), typed });
				}}
			>
				<Stack gap={12}>
					{done ? (
						<Result done={done} />
					) : (
						<>
							<p>
								{t.eraseChosenLead(
									chosen.length,
									chosen.reduce((n, r) => n + r.statements, 0),
								)}
							</p>
							<ul className={classes.list}>
								{chosen.map((r) => (
									<li key={r.clientId}>{r.name}</li>
								))}
							</ul>
							<TextInput
								label={t.typeWord}
								value={typed}
								onChange={(event) => setTyped(event.currentTarget.value)}
								data-autofocus
								autoComplete="off"
							/>
							{erase.isPending && <p role="status">{t.erasing}</p>}
							{erase.error && <ErrorNotice error={erase.error} />}
						</>
					)}
					<Group gap={8} justify="flex-end">
						<Button variant="default" onClick={onClose}>
							{done ? fr.common.close : fr.common.back}
						</Button>
						{!done && (
							<Button
								type="submit"
								color="red.9"
								disabled={typed.trim() !== t.word}
								loading={erase.isPending}
							>
								{t.eraseSubmit}
							</Button>
						)}
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}

function Result({ done }: { done: Erased }) {
	return (
		<>
			<p>{t.erasedSome(done.erased.length)}</p>
			{done.left.map((l) => (
				<Notice key={l.clientId} kind="warn">
					{t.left(l.name, l.why)}
				</Notice>
			))}
			{!done.wiped && done.erased.length > 0 && <Notice kind="warn">{t.notWiped}</Notice>}
		</>
	);
}
