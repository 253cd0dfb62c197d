import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Firm, type RegistryStatus } from "../../api";
import { useChange } from "../../data/useChange";

// The backend keeps the answers: the window asks again on demand only.
const kept = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;

export const useSearchResults = (text: string) =>
	useQuery({
		queryKey: ["registry", "search", text],
		queryFn: () => api.registry.Search(text, false),
		enabled: text !== "",
		...kept,
	});

export const useCompany = (number: string) =>
	useQuery({
		queryKey: ["registry", "company", number],
		queryFn: () => api.registry.Company(number, false),
		...kept,
	});

/** Asks the register again for a text, or for a SIREN or SIRET. */
export function useAskAgain() {
	const client = useQueryClient();
	return useChange(async ({ text = "", number }: { text?: string; number?: string }) => {
		if (number)
			client.setQueryData(
				["registry", "company", number],
				await api.registry.Company(number, true),
			);
		else client.setQueryData(["registry", "search", text], await api.registry.Search(text, true));
	});
}

export const useRegistryStatus = () =>
	useQuery({ queryKey: ["registry", "status"], queryFn: () => api.registry.Status(), ...kept });

/** A change of the INPI's account: cards may come from elsewhere afterwards. */
function useAccountChange<Args>(
	act: (args: Args) => Promise<RegistryStatus>,
	onDone: (note: string) => void,
) {
	const client = useQueryClient();
	return useChange(act, (status) => {
		onDone(status.note);
		void client.invalidateQueries({ queryKey: ["registry"] });
	});
}

export const useSaveAccount = (onDone: (note: string) => void) =>
	useAccountChange(
		({ user, password }: { user: string; password: string }) =>
			api.registry.SaveAccount(user, password),
		onDone,
	);

export const useForgetAccount = (onDone: () => void) =>
	useAccountChange(() => api.registry.ForgetAccount(), onDone);

/** The clients that have this SIREN already. */
export const useClientsOf = (siren: string) =>
	useQuery({
		queryKey: ["clients", "siren", siren],
		queryFn: async () => {
			const page = await api.clients.List({
				...{ search: siren, sort: "name", desc: false, firmIds: [], offset: 0, limit: 30 },
				...{ responsableIds: [], mine: false },
			});
			return page.rows.filter((c) => c.siret.startsWith(siren));
		},
	});

export const useSaveFirmCard = (onDone: (firm: Firm) => void) =>
	useChange((firm: Firm) => api.firms.Save(firm), onDone);
