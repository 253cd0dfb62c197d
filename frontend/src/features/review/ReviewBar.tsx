import { Button } from "@mantine/core";
import { IconEye, IconFlag } from "@tabler/icons-react";
import type { StatementRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { useKeys } from "../../ui/useKeys";
import { Note } from "./Note";
import { useMark } from "./queries";
import classes from "./review.module.css";

const t = fr.review;

/** « Vu », « À revoir » and a note on a statement: who, and when. */
export function ReviewBar({ row }: { row: StatementRow }) {
	const { mark, toggle, pending } = useMark();
	useKeys({ v: () => toggle([row]) });
	const button = (to: string, label: string, icon: React.ReactNode) => (
		<Button
			size="compact-sm"
			variant={row.mark === to ? "light" : "default"}
			aria-pressed={row.mark === to}
			disabled={pending}
			leftSection={icon}
			onClick={() => mark([row], row.mark === to ? "" : to)}
		>
			{label}
		</Button>
	);
	return (
		<section className={classes.bar} aria-label={t.label}>
			{button("seen", t.seen, <IconEye size={15} />)}
			{button("to_review", t.toReview, <IconFlag size={15} />)}
			{row.reviewedAt && row.mark !== "" && (
				<span className="dim">{t.by(row.reviewedBy, formatInstant(row.reviewedAt))}</span>
			)}
			<Note key={row.id} id={row.id} note={row.note} />
		</section>
	);
}
