import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type ApiError, api, type BackupProgress, onBackupDone, onBackupProgress } from "../../api";
import { startKey } from "../../data/client";
import { useChange } from "../../data/useChange";
import { useSession } from "../session/session";

const key = ["backups"];

/** How the backups stand, for whoever may see it. */
export function useBackups() {
	const { can } = useSession();
	const client = useQueryClient();
	useEffect(() => onBackupDone(() => void client.invalidateQueries({ queryKey: key })), [client]);
	return useQuery({ queryKey: key, queryFn: () => api.backups.Status(), enabled: can("backup") });
}

/** How far the backup that is under way is; nothing before it says so. */
export function useProgress(running: boolean): BackupProgress | null {
	const [at, setAt] = useState<BackupProgress | null>(null);
	useEffect(() => {
		if (!running) return setAt(null);
		return onBackupProgress(setAt);
	}, [running]);
	return at;
}

export const useMake = () => useChange(() => api.backups.Make());

export const useMakeFor = (onDone: (path: string) => void) =>
	useChange(
		(ask: { passphrase: string; credentials: boolean }) =>
			api.backups.MakeFor(ask.passphrase, ask.credentials),
		(made) => onDone(made.path),
	);

interface Opening {
	path: string;
	key: string;
}

export const useLook = () =>
	useMutation({ mutationFn: ({ path, key }: Opening) => api.backups.Look(path, key) });

/** Puts a backup back; then somebody signs in to what came back. */
export function useRestore() {
	const client = useQueryClient();
	return useMutation<unknown, ApiError, Opening>({
		mutationFn: ({ path, key }) => api.backups.Restore(path, key),
		onSuccess: () => {
			client.removeQueries({ predicate: (q) => q.queryKey[0] !== startKey[0] });
			return client.refetchQueries({ queryKey: startKey });
		},
	});
}

/** Puts a backup into data that nobody can sign in to. */
export function useRescue() {
	const client = useQueryClient();
	return useMutation<string, ApiError, Opening & { email: string; password: string }>({
		mutationFn: (a) => api.session.Rescue(a.path, a.key, a.email, a.password),
		onSuccess: () => client.refetchQueries({ queryKey: startKey }),
	});
}
