// The invented deliveries: those of the statements whose account has a connector.

import type { DeliveryRow, StatementRow } from "../types";
import { accounts, statements } from "./data";

interface Case {
	state: string;
	name: string;
	code?: string;
	message?: string;
	hint?: string;
	tries?: number;
	nextTryAt?: string;
	requestId?: string;
	/** Statements that left with it, itself included. */
	together?: number;
	integrated?: number;
	doubt?: boolean;
}

const waiting: Case[] = [
	{ state: "to_send", name: "À envoyer" },
	{ state: "to_send", name: "À envoyer" },
	{
		state: "to_retry",
		name: "À reprendre à 09:40",
		message: "MyUnisoft n'a pas répondu dans le temps prévu.",
		hint: "Rien à faire : l'envoi reprend de lui-même.",
		tries: 2,
		nextTryAt: "2026-03-17T08:40:00Z",
		requestId: "5d41402a-bc4b-4a76-b971-9d911017c592",
	},
	{
		state: "refused",
		name: "Refusé",
		code: "RIB-A-CREER",
		message: "Ce compte n'est pas connu de MyUnisoft : aucun RIB n'y correspond à cet IBAN.",
		hint: "Créez le RIB dans la société de ce client dans MyUnisoft, puis cliquez sur « Reprendre ».",
		tries: 1,
		requestId: "b1946ac9-2d27-4e0a-9b1d-7f7a1f0c55e2",
	},
	{
		state: "to_check",
		name: "À vérifier",
		message: "Le relevé est parti en entier, mais la connexion a été coupée avant la réponse.",
		hint: "Regardez dans MyUnisoft si ce relevé y est, puis dites-le avec « Il y est » ou « Il n'y est pas ».",
		tries: 1,
		together: 3,
		doubt: true,
	},
];

function caseOf(s: StatementRow, i: number, file: boolean): Case {
	if (s.place === "to_send") return waiting[i % waiting.length] ?? (waiting[0] as Case);
	if (file) return { state: "deposited", name: "Déposé", tries: 1 };
	if (i % 9 === 8)
		return {
			state: "already_integrated",
			name: "Déjà intégré",
			message: "MyUnisoft avait déjà ce relevé.",
			tries: 1,
		};
	if (i % 9 === 4)
		return {
			state: "integrated",
			name: "Intégré (126 opérations sur 128, en 12 relevés)",
			tries: 1,
			together: 12,
			integrated: 126,
		};
	return { state: "integrated", name: `Intégré (${s.operations} opérations)`, tries: 1 };
}

export const deliveries: DeliveryRow[] = statements
	.filter((s) => s.place === "to_send" || s.place === "sent")
	.map((s, i) => {
		const a = accounts.find((x) => x.id === s.accountId) ?? accounts[0];
		const c = caseOf(s, i, a?.connectorMode !== "Envoi direct");
		return {
			id: 5000 + i,
			statementId: s.id,
			accountId: s.accountId,
			ibanShown: s.ibanShown,
			clientName: s.clientName,
			firmName: s.firmName,
			connectorId: a?.connectorId ?? 0,
			connectorName: a?.connectorName ?? "",
			partnerName: a?.connectorName ?? "",
			startOn: s.startOn,
			endOn: s.endOn,
			operations: s.operations,
			together: c.together ?? (c.tries ? 1 : 0),
			all: c.integrated ? 128 : s.operations,
			integrated: c.integrated,
			withdrawn: false,
			doubt: c.doubt ?? false,
			state: c.state,
			stateName: c.name,
			code: c.code ?? "",
			message: c.message ?? "",
			hint: c.hint ?? "",
			requestId: c.requestId ?? "",
			fileName: `sobank-${String(5000 + i)}-${s.endOn}.dat`,
			nextTryAt: c.nextTryAt ?? "",
			updatedAt: `2026-03-17T${String(7 - Math.floor(i / 60)).padStart(2, "0")}:${String(59 - (i % 60)).padStart(2, "0")}:00Z`,
			tries: c.tries ?? 0,
		};
	});
