import { useQuery } from "@tanstack/react-query";
import { type AccountOpeningForm, api, type DeliveryRow } from "../../api";
import { useChange } from "../../data/useChange";

/** The code of what waits for a bank account to be opened at the partner. */
const MISSING = ["RIB-A-CREER", "RIB13"];

export const isMissing = (row: DeliveryRow) =>
	row.state === "refused" && MISSING.includes(row.code);

/** A delivery of an IBAN that waits for its account to be opened at the partner, or null. */
export const useMissing = (accountId: number, enabled: boolean) =>
	useQuery({
		queryKey: ["deliveries", "missing", accountId],
		queryFn: async () => {
			const { rows } = await api.deliveries.List({
				...{ search: "", firmIds: [], connectorIds: [], mine: false, offset: 0, limit: 50 },
				...{ states: ["refused"], accountId },
			});
			return rows.find(isMissing) ?? null;
		},
		enabled,
	});

/** What the account is opened with; the partner is asked each time. */
export const useOpening = (accountId: number) =>
	useQuery({
		queryKey: ["opening", accountId],
		queryFn: () => api.connectors.Opening(accountId),
		gcTime: 0,
		retry: false,
	});

export const useOpenAccount = (onDone: () => void) =>
	useChange((form: AccountOpeningForm) => api.connectors.OpenAccount(form), onDone);
