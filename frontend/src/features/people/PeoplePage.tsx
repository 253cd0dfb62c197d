import { Button } from "@mantine/core";
import { useState } from "react";
import { useParams as usePath } from "react-router";
import type { PersonRow } from "../../api";
import { useGo, useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { ListStage } from "../../ui/grid/ListStage";
import { useSelection } from "../../ui/grid/useSelection";
import { Page, Scroll } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { useSession } from "../session/session";
import { personColumns } from "./columns";
import { type Handed, HandOver } from "./HandOver";
import { PersonPanel } from "./PersonPanel";
import { usePeople } from "./queries";

const t = fr.people;

/** « Collaborateurs », for an Administrateur; one opens in a panel on the right. */
export function PeoplePage() {
	const { can } = useSession();
	if (can("manage_staff")) return <People />;
	return (
		<Page title={t.title}>
			<Scroll>
				<EmptyState title={t.reserved} hint={t.reservedHint} />
			</Scroll>
		</Page>
	);
}

function People() {
	const { text, set } = useParams();
	const path = usePath().id;
	const go = useGo();
	const selection = useSelection<PersonRow>((r) => r.id);
	const [handed, setHanded] = useState<Handed | null>(null);
	const search = useDebounced(text("q"));
	const sort = { by: text("tri") || "name", desc: text("sens") === "desc" };
	const rows = usePeople({ search, sort: sort.by, desc: sort.desc });
	return (
		<Page
			title={t.title}
			count={rows.total !== undefined && fr.common.results(rows.total)}
			actions={
				<>
					<SearchField value={text("q")} onChange={(q) => set({ q })} placeholder={t.search} />
					<Button onClick={() => go("/collaborateurs/nouveau")}>{t.add}</Button>
				</>
			}
		>
			<ListStage
				rows={rows}
				label={t.listLabel}
				name="collaborateurs"
				columns={personColumns}
				rowKey={(r) => r.id}
				sort={sort}
				onSort={(s) => set({ tri: s.by, sens: s.desc ? "desc" : "" })}
				onOpen={(r) => go(`/collaborateurs/${r.id}`)}
				openedKey={path ? Number(path) : undefined}
				selection={selection}
				empty={<EmptyState title={t.none} hint={t.noneHint} />}
			>
				{path && (
					<PersonPanel
						key={path}
						path={path}
						onClose={() => go("/collaborateurs")}
						onHanded={setHanded}
					/>
				)}
			</ListStage>
			{handed && <HandOver handed={handed} onClose={() => setHanded(null)} />}
		</Page>
	);
}
