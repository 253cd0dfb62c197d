import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../api";
import { startKey } from "./client";

/** A change: once done, every list that is on screen is read again. */
export function useChange<Args, Answer>(
	act: (args: Args) => Promise<Answer>,
	onDone?: (answer: Answer, args: Args) => void,
	onError?: (error: ApiError) => void,
) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: act,
		onError,
		onSuccess: (answer, args) => {
			onDone?.(answer, args);
			void refreshAll(client);
		},
	});
}

/**
 * Reads again all that is on screen, but the session, what is told not to, and what came from
 * outside: the public registers and the partners' places are asked on demand only.
 */
export function refreshAll(client: ReturnType<typeof useQueryClient>, but?: QueryKey) {
	const kept = new Set([startKey[0], "registry", "place", but?.[0]]);
	return client.invalidateQueries({ predicate: (q) => !kept.has(q.queryKey[0]) });
}
