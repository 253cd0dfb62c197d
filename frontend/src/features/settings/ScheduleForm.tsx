import { Button, Group, Radio, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type ApiError, api, type ScheduleCard } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { scheduleKey } from "./ScheduleCard";
import classes from "./settings.module.css";

const t = fr.schedule;
const rhythms = ["quarterly", "hourly", "daily"] as const;
const hour = /^([01]\d|2[0-3]):[0-5]\d$/;

interface Props {
	card: ScheduleCard;
	/** Asks the system again. */
	onCheck: () => void;
}

/** The choice of a rhythm, for an Administrateur, and what turns it on, off, and right again. */
export function ScheduleForm({ card, onCheck }: Props) {
	const [rhythm, setRhythm] = useState(card.plan.rhythm);
	const [at, setAt] = useState(card.plan.at || "08:30");
	const [error, setError] = useState<ApiError | null>(null);
	const [badAt, setBadAt] = useState("");
	const client = useQueryClient();
	const acting = useChange(
		(act: () => Promise<ScheduleCard>) => act(),
		(now) => client.setQueryData(scheduleKey, now),
		setError,
	);
	const act = (work: () => Promise<ScheduleCard>, says: (now: ScheduleCard) => string) => {
		setError(null);
		acting.mutate(work, { onSuccess: (now) => notify(says(now)) });
	};
	if (card.state === "unavailable")
		return (
			<Group gap={8}>
				<Button variant="default" onClick={onCheck}>
					{t.retry}
				</Button>
			</Group>
		);
	const daily = rhythm === "daily";
	const on = card.state === "on";
	const wrong = card.state === "broken" || card.state === "foreign";
	const same = on && rhythm === card.plan.rhythm && (!daily || at === card.plan.at);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		const bad = daily && !hour.test(at) ? t.badAt : "";
		setBadAt(bad);
		if (!bad)
			act(
				() => api.schedules.Set({ rhythm, at: daily ? at : "" }),
				(now) => t.turnedOn(now.planText),
			);
	};
	return (
		<form onSubmit={submit} aria-labelledby="schedule" noValidate className={classes.part}>
			{!wrong && (
				<Radio.Group label={t.rhythm} value={rhythm} onChange={setRhythm}>
					<Group gap={16} mt={6}>
						{rhythms.map((one) => (
							<Radio key={one} value={one} label={t.rhythms[one]} />
						))}
					</Group>
				</Radio.Group>
			)}
			{!wrong && daily && (
				<TextInput
					label={t.at}
					value={at}
					error={badAt}
					w={120}
					onChange={(event) => setAt(event.currentTarget.value)}
				/>
			)}
			{error && <ErrorNotice error={error} />}
			<Group gap={8}>
				{wrong ? (
					<Button
						loading={acting.isPending}
						onClick={() =>
							act(
								() => api.schedules.Repair(),
								() => t.repaired,
							)
						}
					>
						{t.repair}
					</Button>
				) : (
					<Button type="submit" loading={acting.isPending} disabled={same}>
						{on ? t.change : t.turnOn}
					</Button>
				)}
				{(on || wrong) && (
					<Button
						variant="default"
						disabled={acting.isPending}
						onClick={() =>
							act(
								() => api.schedules.Remove(),
								() => t.turnedOff,
							)
						}
					>
						{t.turnOff}
					</Button>
				)}
			</Group>
		</form>
	);
}
