import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type DownloadForm } from "../../api";
import { useChange } from "../../data/useChange";

export const useDownloadPreview = (form: DownloadForm) =>
	useQuery({
		queryKey: ["downloads", "preview", form],
		queryFn: () => api.downloads.Preview(form),
		placeholderData: keepPreviousData,
		staleTime: 0,
	});

export const useDownloads = (firmId: number) =>
	useQuery({ queryKey: ["downloads", firmId], queryFn: () => api.downloads.History(firmId) });

export const useTake = () => useChange((form: DownloadForm) => api.downloads.Take(form));

export const useAgain = () =>
	useChange(({ id, path }: { id: number; path: string }) => api.downloads.Again(id, path));
