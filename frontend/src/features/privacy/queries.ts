import { useQuery } from "@tanstack/react-query";
import { api, type Erased, type ErasureForm } from "../../api";
import { useChange } from "../../data/useChange";

export const useRegister = (firmId: number) =>
	useQuery({
		queryKey: ["privacy", "register", firmId],
		queryFn: () => api.privacies.Register(firmId),
	});

export const useRetention = () =>
	useQuery({ queryKey: ["privacy", "retention"], queryFn: () => api.privacies.Retention() });

export const useSetRetention = (onDone: () => void) =>
	useChange(
		({ firmId, years }: { firmId: number; years: number }) =>
			api.privacies.SetRetention(firmId, years),
		onDone,
	);

export const useOver = () =>
	useQuery({ queryKey: ["privacy", "over"], queryFn: () => api.privacies.Over() });

export const useEraseOver = (onDone: (done: Erased) => void) =>
	useChange(
		({ ids, typed }: { ids: number[]; typed: string }) => api.privacies.EraseOver(ids, typed),
		onDone,
	);

export const useAsideRetention = () =>
	useQuery({ queryKey: ["privacy", "aside"], queryFn: () => api.privacies.Aside() });

export const useTombstones = () =>
	useQuery({ queryKey: ["privacy", "tombstones"], queryFn: () => api.privacies.Tombstones() });

/** What erasing a client would do, as it is now. */
export const useErasePlan = (clientId: number) =>
	useQuery({
		queryKey: ["privacy", "plan", clientId],
		queryFn: () => api.privacies.PreviewErase(clientId),
		gcTime: 0,
	});

export const useErase = (onDone: (done: Erased) => void) =>
	useChange((form: ErasureForm) => api.privacies.Erase(form), onDone);
