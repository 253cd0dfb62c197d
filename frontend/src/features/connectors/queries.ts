import { useMutation, useQueries, useQuery } from "@tanstack/react-query";
import { api, type ConnectorDetails, type ConnectorForm, type ConnectorRow } from "../../api";
import { useChange } from "../../data/useChange";
import { useSession } from "../session/session";

const ofFirm = (firmId: number) => ({
	queryKey: ["connectors", "firm", firmId],
	queryFn: () => api.connectors.List(firmId),
});

/** The catalogue, in the order of the choice. */
export const usePartners = () =>
	useQuery({
		queryKey: ["connectors", "partners"],
		queryFn: () => api.connectors.Partners(),
		staleTime: Number.POSITIVE_INFINITY,
	});

/** The connectors of a firm. */
export const useConnectors = (firmId: number, enabled = true) =>
	useQuery({ ...ofFirm(firmId), enabled });

/** The connectors of all the firms one reaches, as far as they are known. */
export function useAllConnectors() {
	const { me } = useSession();
	const lists = useQueries({ queries: me.firms.map((f) => ofFirm(f.id)) });
	const rows: ConnectorRow[] = lists.flatMap((l) => l.data ?? []);
	return {
		rows,
		settled: lists.every((l) => !l.isPending),
		failed: lists.find((l) => l.isError),
	};
}

export const useConnector = (id: number) =>
	useQuery({ queryKey: ["connectors", id], queryFn: () => api.connectors.Get(id) });

export const useAddConnector = (firmId: number, onDone: (row: ConnectorRow) => void) =>
	useChange((partner: string) => api.connectors.Add(firmId, partner, ""), onDone);

export const useSaveConnector = (onDone: (c: ConnectorDetails) => void) =>
	useChange((form: ConnectorForm) => api.connectors.Save(form), onDone);

export const useSetSecrets = (id: number, onDone: () => void) =>
	useChange((secrets: Record<string, string>) => api.connectors.SetSecrets(id, secrets), onDone);

export const useForgetSecrets = (id: number, onDone: () => void) =>
	useChange((_: undefined) => api.connectors.ForgetSecrets(id), onDone);

export const useTrial = (id: number) => useChange((_: undefined) => api.connectors.Test(id));

export const useRemoveConnector = (onDone: () => void) =>
	useChange((id: number) => api.connectors.Remove(id), onDone);

export const usePickFolder = (onPicked: (folder: string) => void) =>
	useMutation({
		mutationFn: () => api.connectors.PickFolder(),
		onSuccess: (folder) => folder && onPicked(folder),
	});

/** What hangs on a connector, before it is removed. */
export const useConnectorUse = (id: number) =>
	useQuery({
		queryKey: ["connectors", id, "use"],
		queryFn: () => api.connectors.Use(id),
		gcTime: 0,
	});

export const useHandOver = (id: number, onDone: (handed: number) => void) =>
	useChange((to: number) => api.connectors.HandOver(id, to), onDone);
