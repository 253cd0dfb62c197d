// How the fake finds clients and IBANs.

import type * as t from "../types";
import type { FakeData } from "./house";
import { includes } from "./lists";

const MOST = 10;

export const fakeFinder = (data: FakeData) => ({
	Search: async (text: string): Promise<t.Found> => ({
		clients: data.clients
			.filter((c) => text.trim() !== "" && includes([c.name, c.siret, c.reference], text))
			.slice(0, MOST)
			.map(({ id, name, siret, reference, firmName }) => ({
				id,
				name,
				siret,
				reference,
				firmName,
			})),
		accounts: data.accounts
			.filter((a) => text.trim() !== "" && includes([a.iban, a.clientName, a.holder], text))
			.slice(0, MOST)
			.map(({ id, ibanShown, bank, clientName, holder, firmName }) => ({
				...{ id, ibanShown, bank, clientName, holder, firmName },
			})),
	}),
});
