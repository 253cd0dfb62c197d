import { Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { api, type ScheduleCard } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { scheduleKey, useSchedule } from "./ScheduleCard";

const t = fr.schedule;

/** « M'avertir quand quelque chose demande quelqu'un »: everybody's own, on this machine. */
export function NotifySwitch() {
	const client = useQueryClient();
	const card = useSchedule().data;
	const change = useChange(
		(wanted: boolean) => api.schedules.Notify(wanted),
		(_, wanted) =>
			client.setQueryData<ScheduleCard>(scheduleKey, (now) => now && { ...now, notify: wanted }),
	);
	if (!card) return null;
	return (
		<>
			<Switch
				label={t.notify}
				description={t.notifyHelp}
				checked={card.notify}
				disabled={change.isPending}
				onChange={(event) => change.mutate(event.currentTarget.checked)}
			/>
			{change.error && <ErrorNotice error={change.error} />}
		</>
	);
}
