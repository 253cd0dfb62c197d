import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type PersonForm, type PersonQuery, type PersonRow } from "../../api";
import { startKey } from "../../data/client";
import { useOffsetRows } from "../../data/rows";
import { useChange } from "../../data/useChange";
import { useSession } from "../session/session";

type Filter = Omit<PersonQuery, "offset" | "limit">;

export const usePeople = (filter: Filter) =>
	useOffsetRows<PersonRow>(["people", filter], (offset, limit) =>
		api.people.List({ ...filter, offset, limit }),
	);

export const usePerson = (id: number) =>
	useQuery({ queryKey: ["people", id], queryFn: () => api.people.Get(id) });

/** Creates or changes a person; one's own name and rights are read again. */
export function useSavePerson(onDone: (row: PersonRow, form: PersonForm) => void) {
	const client = useQueryClient();
	const { me } = useSession();
	return useChange(
		(form: PersonForm) => api.people.Save(form),
		(row, form) => {
			client.setQueryData(["people", row.id], row); // its panel knows it at once
			onDone(row, form);
			if (row.id === me.staffId) void client.invalidateQueries({ queryKey: startKey });
		},
	);
}

export const useSetActive = (onDone: (row: PersonRow) => void) =>
	useChange(
		({ id, active }: { id: number; active: boolean }) => api.people.SetActive(id, active),
		onDone,
	);

export const useResetPassword = (onDone: (password: string) => void) =>
	useChange(
		({ id, password }: { id: number; password: string }) => api.people.ResetPassword(id, password),
		(_, { password }) => onDone(password),
	);
