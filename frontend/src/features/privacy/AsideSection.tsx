import { Button, Group } from "@mantine/core";
import { Link } from "react-router";
import { type AsideRetention, api } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { ErrorNotice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import classes from "./privacy.module.css";
import { useAsideRetention } from "./queries";

const t = fr.privacy;

/** What becomes of what is there. */
function fate(a: AsideRetention): string {
	if (!a.oldest) return t.asideNone;
	return a.due.statements > 0 ? t.asideDue(a.due.statements) : t.asideNext(formatDay(a.next));
}

/** What is under « Sans IBAN », and when it goes. */
export function AsideSection() {
	const aside = useAsideRetention();
	const purge = useChange(
		(_: undefined) => api.privacies.PurgeAside(),
		(done) => notify(t.asidePurged(done.counts.statements)),
		notifyError,
	);
	const a = aside.data;
	return (
		<section aria-labelledby="aside">
			<h2 id="aside">{t.aside}</h2>
			{aside.error && <ErrorNotice error={aside.error} onRetry={() => void aside.refetch()} />}
			{a && (
				<>
					<p className={classes.lead}>{t.asideLead(a.days)}</p>
					{a.canPurge && <p>{fate(a)}</p>}
					{a.oldest && (
						<Group gap={8} mt={8}>
							<Button component={Link} to="/ibans/sans-iban" variant="default">
								{t.asideSee}
							</Button>
							{a.canPurge && a.due.statements > 0 && (
								<Button
									color="red.9"
									loading={purge.isPending}
									onClick={() => purge.mutate(undefined)}
								>
									{t.asidePurge}
								</Button>
							)}
						</Group>
					)}
				</>
			)}
		</section>
	);
}
