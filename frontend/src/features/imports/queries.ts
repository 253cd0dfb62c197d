import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";
import { useChange } from "../../data/useChange";

export const useRecentImports = () =>
	useQuery({ queryKey: ["imports"], queryFn: () => api.imports.Recent() });

export const useUndoPreview = (fileId: number) =>
	useQuery({
		queryKey: ["imports", "undo", fileId],
		queryFn: () => api.imports.PreviewUndo(fileId),
		staleTime: 0,
		gcTime: 0,
	});

export const useUndo = (onDone: () => void) =>
	useChange((fileId: number) => api.imports.Undo(fileId), onDone);
