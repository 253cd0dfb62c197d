import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { RegistryAnswer } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { useAskAgain } from "./queries";
import classes from "./registry.module.css";

const t = fr.registry;

interface Props {
	answer: RegistryAnswer;
	/** What to ask again: a text, or a SIREN or SIRET. */
	of: { text?: string; number?: string };
}

/** Where an answer comes from, of when it is, what there is to say of it. */
export function AnswerLine({ answer, of }: Props) {
	const again = useAskAgain();
	return (
		<div className={classes.answer}>
			{answer.warning && <Notice kind="warn">{answer.warning}</Notice>}
			{answer.note && (
				<Notice kind="warn">
					{answer.note}
					{answer.stale && ` ${t.staleShown(formatInstant(answer.at))}`}
				</Notice>
			)}
			{again.error && <ErrorNotice error={again.error} />}
			<div className={classes.source}>
				<span>{t.source(answer.source, formatInstant(answer.at))}</span>
				<Button
					variant="subtle"
					size="compact-sm"
					leftSection={<IconRefresh size={14} aria-hidden />}
					loading={again.isPending}
					onClick={() => again.mutate(of)}
				>
					{t.refresh}
				</Button>
			</div>
		</div>
	);
}
