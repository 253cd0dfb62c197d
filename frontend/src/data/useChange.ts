import { useMutation, useQueryClient } from "@tanstack/react-query";
import { startKey } from "./client";

/** A change: once done, every list that is on screen is read again. */
export function useChange<Args, Answer>(
	act: (args: Args) => Promise<Answer>,
	onDone?: (answer: Answer, args: Args) => void,
) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: act,
		onSuccess: (answer, args) => {
			onDone?.(answer, args);
			void refreshAll(client);
		},
	});
}

/** Reads again all that is on screen, but the session. */
export function refreshAll(client: ReturnType<typeof useQueryClient>) {
	return client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== startKey[0] });
}
