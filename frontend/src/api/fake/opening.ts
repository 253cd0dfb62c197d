// « Créer le RIB » of the fake: an IBAN that its partner does not know is opened there.

import type * as t from "../types";
import type { FakeData } from "./house";
import { refuse } from "./refuse";

export function fakeOpening(data: FakeData, edit: () => void) {
	const find = (id: number) =>
		data.accounts.find((a) => a.id === id) ?? refuse("not_found", "Cet IBAN n'existe pas.");
	return {
		Opening: async (accountId: number): Promise<t.AccountOpening> => {
			edit();
			const a = find(accountId);
			return {
				...{ accountId, ibanShown: a.ibanShown, clientName: a.clientName, label: a.bank },
				...{ partnerName: "MyUnisoft", folder: a.partnerFolder || "4012" },
				journals: [
					{ id: "91", code: "BQ", name: "BANQUE" },
					{ id: "92", code: "BQ2", name: "CRÉDIT AGRICOLE" },
				],
			};
		},
		OpenAccount: async (form: t.AccountOpeningForm) => {
			edit();
			find(form.accountId);
			if (!form.journalId) refuse("invalid", "Choisissez le journal de banque.", "journalId");
			if (!/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(form.bic.toUpperCase()))
				refuse("invalid", "Le BIC a 8 ou 11 caractères, comme BNPAFRPPXXX.", "bic");
			for (const d of data.deliveries) {
				if (d.accountId !== form.accountId || d.code !== "RIB-A-CREER") continue;
				const due = { state: "to_send", stateName: "À envoyer", tries: 0 };
				Object.assign(d, { ...due, code: "", message: "", hint: "", requestId: "" });
			}
		},
	};
}
