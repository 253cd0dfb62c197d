import { Button, Group, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { ApiError, MandateMove } from "../../api";
import { fr } from "../../i18n/fr";
import { today } from "../../lib/dates";
import { DateField } from "../../ui/DateField";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useMoveMandate } from "./queries";

const t = fr.ibans;

interface Props {
	accountId: number;
	move: MandateMove;
	onEnd: () => void;
}

/** A step of the mandate: its day, and why when a reason is asked. */
export function MoveForm({ accountId, move, onEnd }: Props) {
	const [on, setOn] = useState(today());
	const [note, setNote] = useState("");
	const [tried, setTried] = useState(false);
	const first = useRef<HTMLTextAreaElement>(null);
	useEffect(() => first.current?.focus(), []);
	const wrongDay = on === "" ? fr.common.badDay : on > today() ? t.mandateFuture : "";
	const noReason = move.needNote && note.trim() === "" ? fr.common.required : "";
	const save = useMoveMandate(() => {
		notify(t.mandateMoved(move.name));
		onEnd();
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (!wrongDay && !noReason)
			save.mutate({ accountIds: [accountId], to: move.to, on, note: note.trim() });
	};
	const onField = (field: string) => (save.error?.field === field ? said(save.error) : "");
	return (
		<form onSubmit={submit} aria-label={move.label} noValidate>
			<Stack gap={12}>
				<DateField
					label={t.mandateOn}
					value={on}
					onChange={setOn}
					max={today()}
					error={(tried && wrongDay) || onField("on")}
					width={180}
				/>
				<Textarea
					ref={first}
					label={move.needNote ? t.mandateReason : `${t.mandateNote} (${fr.common.optional})`}
					autosize
					minRows={2}
					value={note}
					onChange={(event) => setNote(event.currentTarget.value)}
					error={(tried && noReason) || onField("note")}
				/>
				{save.error && !["on", "note"].includes(save.error.field) && (
					<ErrorNotice error={save.error} />
				)}
				<Group gap={8}>
					<Button type="submit" loading={save.isPending}>
						{move.label}
					</Button>
					<Button variant="default" onClick={onEnd}>
						{fr.common.cancel}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}

function said({ message, hint }: ApiError): string {
	return hint ? `${message} ${hint}` : message;
}
