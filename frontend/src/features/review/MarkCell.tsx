import { IconEye, IconFlag, IconMessage } from "@tabler/icons-react";
import type { StatementRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import classes from "./review.module.css";

/** What a person made of a statement, in a list; its note under the pointer. */
export function MarkCell({ row }: { row: StatementRow }) {
	const who = row.reviewedAt && fr.review.by(row.reviewedBy, formatInstant(row.reviewedAt));
	return (
		<span className={classes.mark} title={[row.note, who].filter(Boolean).join("\n")}>
			{row.mark === "seen" && <IconEye size={14} aria-hidden />}
			{row.mark === "to_review" && <IconFlag size={14} aria-hidden />}
			{row.mark !== "" && row.markName}
			{row.note && (
				<IconMessage size={14} aria-label={`${fr.review.note} : ${row.note}`} role="img" />
			)}
		</span>
	);
}
