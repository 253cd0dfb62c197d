import { MutationCache, QueryCache, QueryClient, type QueryKey } from "@tanstack/react-query";
import { type ApiError, api, type Start, toApiError } from "../api";
import { fr } from "../i18n/fr";
import { notify } from "../ui/notify";

export const startKey: QueryKey = ["start"];

declare module "@tanstack/react-query" {
	interface Register {
		defaultError: ApiError;
	}
}

/**
 * The cache of what the backend said. A session that ended takes one back to the sign-in; one
 * that the backend locked, to the lock screen.
 */
export function newQueryClient(): QueryClient {
	let asking = false;
	const watch = async (error: unknown) => {
		if (toApiError(error).code !== "unauthenticated" || asking) return;
		const start = client.getQueryData<Start>(startKey);
		if (!start?.me || start.locked) return;
		asking = true;
		const now = await api.session.Start().catch(() => undefined);
		asking = false;
		if (now?.me && now.locked) {
			client.setQueryData<Start>(startKey, now);
			return;
		}
		client.setQueryData<Start>(startKey, { ...start, me: undefined });
		notify(fr.signIn.expired);
	};
	const client = new QueryClient({
		queryCache: new QueryCache({ onError: watch }),
		mutationCache: new MutationCache({ onError: watch }),
		defaultOptions: {
			// The backend is in this very process: being offline pauses nothing, and what failed
			// once fails again.
			queries: { networkMode: "always", retry: false, staleTime: 5_000 },
			mutations: { networkMode: "always" },
		},
	});
	return client;
}
