import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { type ApiError, api, type SupportCase } from "../../api";

/** What was gathered when the dialog opened. It stays as it was read, whatever arrives meanwhile. */
export function usePrepared(accountId: number) {
	const { mutate, data, error } = useMutation<SupportCase, ApiError, number>({
		mutationFn: (id) => api.support.Prepare(id),
	});
	useEffect(() => mutate(accountId), [mutate, accountId]);
	return { data, error, retry: () => mutate(accountId) };
}

/** Asks where the archive goes and writes it there; "" when the person closes the dialog. */
export const useSaveArchive = () =>
	useMutation<string, ApiError, SupportCase>({
		mutationFn: (c) => api.support.Save(c.token, c.archiveName),
	});
