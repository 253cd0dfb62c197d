import { useCallback, useEffect, useState } from "react";
import { api, onFilesOpened, toApiError } from "../../api";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";

/**
 * The files that the system asked to open (a double-click, « Ouvrir avec »), until they are taken.
 * The backend gives each once, so they are asked for when the screen shows and when more come.
 */
export function useOpenedFiles() {
	const [paths, setPaths] = useState<readonly string[]>([]);
	useEffect(() => {
		const ask = () =>
			api.imports.Opened().then(
				(opened) => {
					if (opened.problem) notify(`${opened.problem} ${fr.imports.openedHint}`);
					if (opened.paths.length > 0) setPaths((now) => [...now, ...opened.paths]);
				},
				(error: unknown) => notifyError(toApiError(error)),
			);
		void ask();
		return onFilesOpened(() => void ask());
	}, []);
	const taken = useCallback(() => setPaths([]), []);
	return { paths, taken };
}
