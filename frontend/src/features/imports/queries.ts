import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type SavedMapping, type TableMapping } from "../../api";
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

/** A few IBANs that match a search, to choose one from. */
export const useAccountChoice = (search: string) =>
	useQuery({
		queryKey: ["accounts", "choice", search],
		queryFn: () => api.accounts.List({ ...anyAccount, search, offset: 0, limit: 30 }),
		placeholderData: keepPreviousData,
	});

const anyAccount = {
	sort: "client",
	desc: false,
	firmIds: [],
	statuses: [],
	connectorIds: [],
	responsableIds: [],
	mine: false,
	clientId: 0,
};

/** The first lines of a table as a mapping reads them; those read before stay meanwhile. */
export const useTable = (path: string, mapping: TableMapping | null) =>
	useQuery({
		queryKey: ["mappings", path, mapping],
		// The bindings do not know that a mapping may be left out.
		queryFn: () => api.mappings.Preview(path, mapping as TableMapping),
		placeholderData: keepPreviousData,
		gcTime: 0,
		staleTime: Number.POSITIVE_INFINITY,
	});

export const useSaveMapping = (onDone: (saved: SavedMapping) => void) =>
	useChange(
		({ path, name, mapping }: { path: string; name: string; mapping: TableMapping }) =>
			api.mappings.Save(path, name, mapping),
		onDone,
	);
