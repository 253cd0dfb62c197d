// The synchronisation that the system starts, in the fake: a scheduler that always answers.

import type * as t from "../types";
import { refuse } from "./refuse";

const words = (plan: t.SchedulePlan) =>
	({ quarterly: "toutes les 15 minutes", hourly: "toutes les heures" })[plan.rhythm] ??
	`chaque jour à ${plan.at}`;

export function fakeSchedules(me: t.Me) {
	let card: t.ScheduleCard = {
		...{ state: "off", sentence: "", hint: "", plan: { rhythm: "hourly", at: "" } },
		...{ planText: "toutes les heures", osAccount: "CABINET\\anne", others: [] },
		system: "le Planificateur de tâches de Windows",
		canEdit: me.can.includes("manage_settings"),
		notify: true,
	};
	const change = (changes: Partial<t.ScheduleCard>) => {
		if (!card.canEdit) refuse("refused", "Cette action est réservée au profil Administrateur.");
		card = { ...card, sentence: "", hint: "", ...changes };
		return card;
	};
	return {
		Get: async (): Promise<t.ScheduleCard> => card,
		Set: async (plan: t.SchedulePlan): Promise<t.ScheduleCard> => {
			if (plan.rhythm === "daily" && !/^([01]\d|2[0-3]):[0-5]\d$/.test(plan.at))
				refuse("invalid", `« ${plan.at} » n'est pas une heure.`, "at", "Écrivez-la comme 08:30.");
			return change({ state: "on", plan, planText: words(plan) });
		},
		Repair: async (): Promise<t.ScheduleCard> => change({ state: "on" }),
		Remove: async (): Promise<t.ScheduleCard> => change({ state: "off" }),
		Notify: async (wanted: boolean) => {
			card = { ...card, notify: wanted };
		},
	};
}
