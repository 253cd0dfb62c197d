// « Collaborateurs » and portfolios of the fake.

import type * as t from "../types";
import type { FakeData } from "./house";
import { includes, page, sorted } from "./lists";
import { refuse } from "./refuse";

const profiles: Record<string, string> = {
	collaborateur: "Collaborateur",
	superviseur: "Superviseur",
	administrateur: "Administrateur",
};

const person = (id: number, name: string, profile: string, rest: Partial<t.PersonRow> = {}) => ({
	...{ id, name, email: `${name.split(" ")[0]?.toLowerCase()}@cabinet.fr`, profile },
	profileName: profiles[profile] ?? "",
	firmIds: [1],
	firmNames: ["Cabinet 1 démonstration - So bank"],
	active: true,
	lastSignInAt: "2026-03-17T07:02:00Z",
	clients: 0,
	...rest,
});

/** Five people; Anne is who is signed in. */
export const people: t.PersonRow[] = [
	person(1, "Anne Collab", "superviseur", { clients: 8 }),
	person(2, "Bruno Le Meur", "collaborateur"),
	person(3, "Claire Admin", "administrateur", { firmIds: [], firmNames: [] }),
	person(4, "Denis Quéré", "collaborateur", { active: false, lastSignInAt: "" }),
	person(5, "Marie-Françoise de Kermadec-Rosmadec", "superviseur", {
		firmIds: [1, 2],
		firmNames: ["Cabinet 1 démonstration - So bank", "Cabinet Le Goff & Associés"],
	}),
];

/** Whether a client is in somebody's « Mes dossiers ». */
export const keeps = (me: t.Me, c: t.ClientRow | undefined) =>
	c !== undefined && (c.responsableId === me.staffId || c.standInId === me.staffId);

export function fakePeople(data: FakeData, me: t.Me) {
	const firmName = (id: number) => data.firms.find((f) => f.id === id)?.name ?? "";
	const find = (id: number) =>
		data.people.find((p) => p.id === id) ?? refuse("not_found", "Ce collaborateur n'existe pas.");
	const keepAnAdministrateur = (after: t.PersonRow[]) => {
		if (!after.some((p) => p.active && p.profile === "administrateur"))
			refuse(
				"refused",
				"C'est le dernier Administrateur actif : il doit en rester un.",
				"",
				"Donnez d'abord le profil Administrateur à quelqu'un d'autre.",
			);
		data.people = after;
	};
	const put = (row: t.PersonRow) => {
		keepAnAdministrateur([...data.people.filter((p) => p.id !== row.id), row]);
		return row;
	};
	return {
		List: async (q: t.PersonQuery): Promise<t.PersonPage> => {
			const rows = data.people.filter((p) => includes([p.name, p.email], q.search));
			const key = (
				{
					name: "name",
					email: "email",
					profile: "profileName",
					active: "active",
					last: "lastSignInAt",
				} as const
			)[q.sort];
			return page(sorted(rows, key, q.desc), q.offset, q.limit);
		},
		Get: async (id: number) => find(id),
		Save: async ({ password: _, ...form }: t.PersonForm): Promise<t.PersonRow> => {
			if (data.people.some((p) => p.email === form.email && p.id !== form.id))
				refuse("conflict", `Quelqu'un a déjà l'adresse « ${form.email} ».`, "email");
			const base = form.id
				? find(form.id)
				: person(data.people.length + 1, form.name, form.profile);
			return put({
				...base,
				...form,
				...(form.id ? {} : { id: base.id, lastSignInAt: "" }),
				profileName: profiles[form.profile] ?? "",
				firmNames: form.firmIds.map(firmName),
			});
		},
		SetActive: async (id: number, active: boolean) => {
			if (id === me.staffId) refuse("refused", "Vous ne pouvez pas vous désactiver vous-même.");
			return put({ ...find(id), active });
		},
		ResetPassword: async (id: number, _password: string) => {
			find(id);
		},
		Colleagues: async (): Promise<t.Colleague[]> =>
			data.people.map(({ id, name, active, profile, firmIds }) => ({
				...{ id, name, active, firmIds },
				allFirms: profile === "administrateur",
			})),
	};
}
