import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type SettingsForm, type Start } from "../../api";
import { startKey } from "../../data/client";
import { useChange } from "../../data/useChange";

export const useSettings = () =>
	useQuery({ queryKey: ["settings"], queryFn: () => api.settings.Get() });

/** Saves; this window obeys at once, where it read a setting when it opened. */
export function useSaveSettings(onDone: (saved: SettingsForm) => void) {
	const client = useQueryClient();
	return useChange(
		(form: SettingsForm) => api.settings.Save(form),
		(saved) => {
			client.setQueryData<Start>(
				startKey,
				(start) => start && { ...start, lockAfter: saved.lockMinutes },
			);
			onDone(saved);
		},
	);
}
