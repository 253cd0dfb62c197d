import { Button, Group } from "@mantine/core";
import { useMemo } from "react";
import { useParams as usePath } from "react-router";
import { api, type ClientRow } from "../../api";
import { useGo, useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { ClearFilters } from "../../ui/ClearFilters";
import { EmptyState } from "../../ui/EmptyState";
import { FilterMenu } from "../../ui/FilterMenu";
import { ListStage } from "../../ui/grid/ListStage";
import { useSelection } from "../../ui/grid/useSelection";
import { Page } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { ExportMenu } from "../exports/ExportMenu";
import { MineSwitch, NoneOfMine, SeeAll, useMine } from "../portfolio/mine";
import { ResponsableFilter } from "../portfolio/ResponsableFilter";
import { RosterLink } from "../roster/RosterLink";
import { useSession } from "../session/session";
import { ClientPanel } from "./ClientPanel";
import { clientColumns } from "./columns";
import { useClients } from "./queries";

const t = fr.clients;

/** The clients; one opens in a panel on the right. */
export function ClientsPage() {
	const { me, can } = useSession();
	const { text, numbers, list, set, clear } = useParams();
	const path = usePath().id;
	const go = useGo();
	const search = useDebounced(text("q"));
	const sort = { by: text("tri") || "name", desc: text("sens") === "desc" };
	// A link to somebody's clients shows theirs.
	const pointed = text("responsable") !== "";
	const mine = useMine(pointed);
	const scope = {
		...{ search, mine },
		firmIds: numbers("cabinet"),
		responsableIds: numbers("responsable"),
	};
	const filter = { ...scope, sort: sort.by, desc: sort.desc };
	const selection = useSelection<ClientRow>((r) => r.id, JSON.stringify(scope));
	const rows = useClients(filter);
	const firms = list("cabinet");
	const columns = useMemo(
		() =>
			clientColumns({
				firm: me.firms.length > 1 && (
					<FilterMenu
						column={t.firm}
						choices={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
						value={firms}
						onChange={(cabinet) => set({ cabinet })}
					/>
				),
				responsable: <ResponsableFilter />,
			}),
		[me.firms, firms, set],
	);
	const filtered = search !== "" || firms.length > 0 || pointed;
	const add = can("edit_clients") && (
		<Button onClick={() => go("/clients/nouveau")}>{t.add}</Button>
	);
	return (
		<Page
			title={t.title}
			count={rows.total !== undefined && fr.common.results(rows.total)}
			actions={
				<>
					{!pointed && <MineSwitch />}
					<SearchField value={text("q")} onChange={(q) => set({ q })} placeholder={t.search} />
					<ExportMenu
						write={(format) => api.exports.Clients({ ...filter, offset: 0, limit: 0 }, format)}
					/>
					<RosterLink />
					{add}
				</>
			}
			toolbar={filtered && rows.total !== 0 && <ClearFilters onClear={clear} />}
		>
			<ListStage
				rows={rows}
				label={t.listLabel}
				name="clients"
				columns={columns}
				rowKey={(r) => r.id}
				sort={sort}
				onSort={(s) => set({ tri: s.by, sens: s.desc ? "desc" : "" })}
				onOpen={(r) => go(`/clients/${r.id}`)}
				openedKey={path ? Number(path) : undefined}
				selection={selection}
				empty={
					filtered ? (
						<EmptyState
							title={t.none}
							hint={t.noneHint}
							action={
								<Group gap={8}>
									<Button variant="default" onClick={clear}>
										{fr.common.clearFilters}
									</Button>
									{mine && <SeeAll />}
								</Group>
							}
						/>
					) : mine ? (
						<NoneOfMine />
					) : (
						<EmptyState title={t.empty} hint={t.emptyHint} action={add} />
					)
				}
			>
				{path && <ClientPanel key={path} path={path} onClose={() => go("/clients")} />}
			</ListStage>
		</Page>
	);
}
