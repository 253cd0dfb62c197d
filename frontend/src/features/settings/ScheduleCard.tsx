import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, type ScheduleCard as Card, type ScheduledRun } from "../../api";
import { fr } from "../../i18n/fr";
import { formatRecent } from "../../lib/dates";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { ScheduleForm } from "./ScheduleForm";
import classes from "./settings.module.css";

const t = fr.schedule;

export const scheduleKey = ["schedule"];
export const useSchedule = () =>
	useQuery({ queryKey: scheduleKey, queryFn: () => api.schedules.Get() });

/** « Synchroniser même quand l'application est fermée »: what the system has, and its buttons. */
export function ScheduleCard() {
	const schedule = useSchedule();
	const card = schedule.data;
	return (
		<section aria-labelledby="schedule">
			<h2 id="schedule">{t.title}</h2>
			<p className="dim">{t.lead}</p>
			{schedule.error && (
				<ErrorNotice error={schedule.error} onRetry={() => void schedule.refetch()} />
			)}
			{schedule.isPending && <p role="status">{t.loading}</p>}
			{card && (
				<div className={classes.part}>
					<Standing card={card} />
					{card.sentence && (
						<Notice kind="warn">
							<strong>{card.sentence}</strong>
							{card.hint && <div>{card.hint}</div>}
						</Notice>
					)}
					{card.canEdit ? (
						<ScheduleForm
							key={`${card.state} ${card.plan.rhythm} ${card.plan.at}`}
							card={card}
							onCheck={() => void schedule.refetch()}
						/>
					) : (
						card.state === "off" && <p className="dim">{t.reserved}</p>
					)}
				</div>
			)}
		</section>
	);
}

function Standing({ card }: { card: Card }) {
	return (
		<Fields>
			<Field label={t.state}>{stateOf(card)}</Field>
			<Field label={t.account}>
				{card.osAccount}
				<div className="dim">{t.accountHelp}</div>
			</Field>
			{card.others.length > 0 && <Field label={t.others}>{card.others.join(", ")}</Field>}
			<Field label={t.lastRun}>
				{card.lastRun ? (
					<>
						{t.ran(formatRecent(card.lastRun.at), resultOf(card.lastRun))}
						{card.lastRun.outcome === "needs" && (
							<>
								{" "}
								<Link to="/envois">{t.deliveries}</Link>
							</>
						)}
					</>
				) : (
					<span className="dim">{t.noRun}</span>
				)}
			</Field>
		</Fields>
	);
}

function stateOf({ state, planText }: Card): string {
	if (state === "on") return t.states.on(planText);
	return t.states[state as "off" | "broken" | "foreign" | "unavailable"];
}

function resultOf(run: ScheduledRun): string {
	if (run.outcome === "done") return t.outcomes.done(run.tried);
	if (run.outcome === "failed") return t.outcomes.failed(run.message);
	return t.outcomes[run.outcome as "nothing" | "needs" | "offline"];
}
