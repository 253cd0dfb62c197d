import { Button, Textarea } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { useAnnotate } from "./queries";
import classes from "./review.module.css";

const t = fr.review;

interface Props {
	/** The statement. */
	id: number;
	/** Of an operation in it. */
	position?: number;
	note: string;
}

/** A note that people of the firm read; it is written in place. */
export function Note({ id, position, note }: Props) {
	const [text, setText] = useState<string | null>(null);
	const save = useAnnotate(() => setText(null));
	if (text === null) {
		return (
			<div className={classes.note}>
				{note && <p className={classes.said}>{note}</p>}
				<Button
					size="compact-sm"
					variant="subtle"
					leftSection={<IconPencil size={15} />}
					onClick={() => setText(note)}
				>
					{note ? t.changeNote : t.addNote}
				</Button>
			</div>
		);
	}
	return (
		<form
			className={classes.form}
			aria-label={t.note}
			onSubmit={(event) => {
				event.preventDefault();
				save.mutate({ id, position, note: text });
			}}
			onKeyDown={(event) => {
				if (event.key !== "Escape") return;
				event.stopPropagation();
				setText(null);
			}}
		>
			<Textarea
				autoFocus
				autosize
				maxRows={6}
				aria-label={t.note}
				maxLength={2000}
				value={text}
				onChange={(event) => setText(event.currentTarget.value)}
				onKeyDown={(event) => {
					if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
						event.currentTarget.form?.requestSubmit();
				}}
			/>
			{save.error && <ErrorNotice error={save.error} />}
			<div className={classes.buttons}>
				<Button size="compact-sm" type="submit" loading={save.isPending}>
					{fr.common.save}
				</Button>
				<Button size="compact-sm" variant="default" onClick={() => setText(null)}>
					{fr.common.cancel}
				</Button>
			</div>
		</form>
	);
}
