import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";
import { useChange } from "../../data/useChange";

export const useCase = (id: number) =>
	useQuery({ queryKey: ["clients", id, "case"], queryFn: () => api.clients.Case(id) });

/** What ending the mission on a day would do; asked for once there is a day. */
export const useMissionEndPreview = (id: number, on: string) =>
	useQuery({
		queryKey: ["clients", id, "mission", on],
		queryFn: () => api.clients.PreviewMissionEnd(id, on),
		enabled: on !== "",
		gcTime: 0,
	});

export const useEndMission = (id: number, onDone: () => void) =>
	useChange((on: string) => api.clients.EndMission(id, on), onDone);

export const useResumeMission = (id: number, onDone: () => void) =>
	useChange((_: undefined) => api.clients.ResumeMission(id), onDone);

export const useTransferPreview = (id: number, firmId: number) =>
	useQuery({
		queryKey: ["clients", id, "transfer", firmId],
		queryFn: () => api.clients.PreviewTransfer(id, firmId),
		gcTime: 0,
	});

export const useTransfer = (id: number, onDone: () => void) =>
	useChange((firmId: number) => api.clients.Transfer(id, firmId), onDone);
