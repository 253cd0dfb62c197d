import { IconBuildingBank, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { api, type FoundAccount, type FoundClient } from "../../api";
import { formatSiret } from "../../lib/siret";
import { useDebounced } from "../../ui/useDebounced";
import { type Item, stillMatches } from "./items";

type Go = (address: string) => void;

const PAUSE_MS = 120;

/** What the backend finds for a text, once one has paused. */
export function useFound(text: string, go: Go) {
	const settled = useDebounced(text.trim(), PAUSE_MS);
	const asked = settled !== "";
	const query = useQuery({
		queryKey: ["find", settled],
		queryFn: () => api.finder.Search(settled),
		enabled: asked,
		placeholderData: keepPreviousData,
	});
	const found = text.trim() && asked ? query.data : undefined;
	const items = [
		...(found?.clients ?? []).map((c) => clientItem(c, go)),
		...(found?.accounts ?? []).map((a) => accountItem(a, go)),
	];
	const late = settled !== text.trim() || query.isPlaceholderData;
	return {
		// What answered another text is shown as long as it answers this one too.
		items: late ? items.filter((item) => stillMatches(item, text)) : items,
		searching: text.trim() !== "" && (late || query.isFetching),
		error: asked ? query.error : null,
	};
}

/** The clients and IBANs of before, by their numbers; what is gone or out of sight is left out. */
export function useKnown(ids: readonly string[], go: Go): Item[] {
	const results = useQueries({
		queries: ids.map((id) => {
			const [kind, number] = id.split(":");
			return {
				queryKey: ["find", "known", id],
				queryFn: async () =>
					kind === "client"
						? clientItem(await api.clients.Get(Number(number)), go)
						: accountItem(await api.accounts.Get(Number(number)), go),
			};
		}),
	});
	return results.flatMap((r) => r.data ?? []);
}

export const isKept = (id: string) => /^(client|account):\d+$/.test(id);

function clientItem(c: FoundClient, go: Go): Item {
	return {
		id: `client:${c.id}`,
		group: "clients",
		label: c.name,
		detail: [c.reference, formatSiret(c.siret), c.firmName].filter(Boolean).join(" · "),
		icon: IconUsers,
		to: "screen",
		run: () => go(`/clients/${c.id}`),
	};
}

function accountItem(a: FoundAccount, go: Go): Item {
	const holder = a.holder !== a.clientName && a.holder;
	return {
		id: `account:${a.id}`,
		group: "ibans",
		label: a.ibanShown,
		detail: [a.clientName, holder, a.bank].filter(Boolean).join(" · "),
		icon: IconBuildingBank,
		to: "screen",
		run: () => go(`/ibans/${a.id}`),
	};
}
