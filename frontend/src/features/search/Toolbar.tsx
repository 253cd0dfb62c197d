import { Pill } from "@mantine/core";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { ClearFilters } from "../../ui/ClearFilters";
import { DateField } from "../../ui/DateField";
import { FilterPills } from "../../ui/FilterPills";
import { type Filter, useAccountName, useChoices, useClientName, useMeaning } from "./queries";
import { Saved } from "./Saved";
import { Whose } from "./Whose";

const t = fr.search;

/** Whose operations and of when, what was understood of the text, and the filters that are on. */
export function Toolbar({ filter, filtered }: { filter: Filter; filtered: boolean }) {
	const { text, set, clear } = useParams();
	const meaning = useMeaning(filter);
	return (
		<>
			<Whose
				onClient={(id) => set({ client: String(id), compte: "" })}
				onAccount={(id) => set({ compte: String(id), client: "" })}
			/>
			<span className="dim">{t.from}</span>
			<DateField ariaLabel={t.from} width={136} value={text("du")} onChange={(du) => set({ du })} />
			<span className="dim">{t.to}</span>
			<DateField ariaLabel={t.to} width={136} value={text("au")} onChange={(au) => set({ au })} />
			{meaning.data?.said.map((s) => (
				<Pill key={s.kind + s.french} size="md" title={t.understood}>
					{s.french}
				</Pill>
			))}
			<FilterPills on={useOn()} />
			{filtered && <ClearFilters onClear={clear} />}
			<span style={{ marginLeft: "auto" }}>
				<Saved />
			</span>
		</>
	);
}

/** The filters that are on, by their names. */
function useOn() {
	const { text, list } = useParams();
	const choices = useChoices().data;
	const client = Number(text("client")) || 0;
	const account = Number(text("compte")) || 0;
	const clientName = useClientName(client).data;
	const accountName = useAccountName(account).data;
	const named = (among: { key: string; name: string }[] | undefined, key: string) =>
		among?.find((c) => c.key === key)?.name ?? key;
	return [
		...(client ? [{ name: "client", v: String(client), label: clientName ?? t.client }] : []),
		...(account ? [{ name: "compte", v: String(account), label: accountName ?? t.iban }] : []),
		...list("banque").map((v) => ({ name: "banque", v, label: named(choices?.banks, v) })),
		...list("code").map((v) => ({ name: "code", v, label: named(choices?.codes, v) })),
		...list("sens").map((v) => ({ name: "sens", v, label: t.sides[v] ?? v })),
	];
}
