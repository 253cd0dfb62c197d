import { useMutation } from "@tanstack/react-query";
import { type ApiError, api, type DocumentRow } from "../../api";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";

/** Asks where to write a copy of a document, then writes it. Nothing opens it. */
export function useSaveCopy() {
	return useMutation({
		mutationFn: async ({ id, name }: DocumentRow) => {
			const path = await api.mandates.PickPath(name);
			if (path) await api.mandates.SaveCopy(id, path);
			return path;
		},
		onSuccess: (path) => path && notify(fr.mandates.copied(path)),
		onError: (error: ApiError) => notifyError(error),
	});
}
