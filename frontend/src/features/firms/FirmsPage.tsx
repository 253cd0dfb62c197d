import { Navigate, useNavigate } from "react-router";
import type { Firm } from "../../api";
import { fr } from "../../i18n/fr";
import { formatSiret } from "../../lib/siret";
import { EmptyState } from "../../ui/EmptyState";
import { DataGrid } from "../../ui/grid/DataGrid";
import type { Column } from "../../ui/grid/types";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { useFirms } from "./queries";

const t = fr.firms;
const text = (value: string) => value || fr.common.empty;
const shown = (value: string) => value || <span className="dim">{fr.common.empty}</span>;
const city = (f: Firm) => [f.postcode, f.city].filter(Boolean).join(" - ");

const columns: Column<Firm>[] = [
	{ key: "name", label: t.name, min: 260, grow: 3, cell: (f) => f.name, text: (f) => f.name },
	{
		key: "city",
		label: t.city,
		min: 200,
		grow: 2,
		cell: (f) => shown(city(f)),
		text: (f) => text(city(f)),
	},
	{
		key: "siret",
		label: t.siret,
		min: 160,
		cell: (f) => <span className="tabular">{shown(formatSiret(f.siret))}</span>,
		text: (f) => text(formatSiret(f.siret)),
	},
	{
		key: "clientNumber",
		label: t.clientNumber,
		min: 140,
		grow: 1,
		cell: (f) => shown(f.clientNumber),
		text: (f) => text(f.clientNumber),
	},
];

/** The firms one reaches. With a single one, its card at once. */
export function FirmsPage() {
	const firms = useFirms();
	const navigate = useNavigate();
	const rows = firms.data ?? [];
	const only = rows.length === 1 ? rows[0] : undefined;
	if (only) return <Navigate to={`/cabinets/${only.id}`} replace />;
	return (
		<Page title={t.title} count={firms.data && fr.common.results(rows.length)}>
			{firms.error ? (
				<Scroll>
					<ErrorNotice error={firms.error} onRetry={() => void firms.refetch()} />
				</Scroll>
			) : (
				<DataGrid
					label={t.listLabel}
					name="cabinets"
					columns={columns}
					count={rows.length}
					rowAt={(i) => rows[i]}
					rowKey={(f) => f.id}
					onOpen={(f) => void navigate(`/cabinets/${f.id}`)}
					busy={firms.isPending}
					empty={<EmptyState title={t.empty} hint={t.emptyHint} />}
				/>
			)}
		</Page>
	);
}
