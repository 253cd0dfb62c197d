import { useNavigate } from "react-router";
import type { Diagnosis } from "../../api";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { fold } from "../../lib/fold";
import { ClearFilters } from "../../ui/ClearFilters";
import { EmptyState } from "../../ui/EmptyState";
import { DataGrid } from "../../ui/grid/DataGrid";
import type { Column } from "../../ui/grid/types";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll, Stage } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { Status } from "../../ui/Status";
import { MineSwitch, NoneOfMine, SeeAll, useMine } from "../portfolio/mine";
import { SupportButton } from "../support/SupportButton";
import classes from "./diagnostic.module.css";
import { useDiagnoses } from "./queries";

const t = fr.diagnostic;
const verdict = (d: Diagnosis) => (d.ok ? t.ok : t.wrong);

const columns: Column<Diagnosis>[] = [
	{
		key: "verdict",
		label: t.verdict,
		min: 122,
		cell: (d) => <Status kind="verdict" value={d.ok ? "ok" : "wrong"} name={verdict(d)} />,
		text: verdict,
	},
	{
		key: "account",
		label: t.account,
		min: 258,
		cell: (d) => <span className="tabular">{d.ibanShown}</span>,
		text: (d) => d.ibanShown,
	},
	{
		key: "client",
		label: t.client,
		min: 130,
		grow: 2,
		cell: (d) => d.clientName,
		text: (d) => d.clientName,
	},
	{
		key: "firm",
		label: t.firm,
		min: 110,
		grow: 1,
		cell: (d) => d.firmName,
		text: (d) => d.firmName,
	},
	{
		key: "answer",
		label: t.answer,
		min: 260,
		grow: 4,
		cell: (d) => d.answer,
		text: (d) => d.answer,
	},
];

/** « Diagnostic »: every IBAN or those of one client, those that need somebody first. */
export function DiagnosticPage() {
	const { text, set } = useParams();
	const client = Number(text("client"));
	// One client's are shown whoever keeps it.
	const mine = useMine(client > 0);
	const all = useDiagnoses(mine);
	const navigate = useNavigate();
	const wanted = compact(text("q"));
	const list = all.data?.filter((d) => !client || d.clientId === client) ?? [];
	const rows = list.filter((d) =>
		[d.ibanShown, d.clientName, d.firmName].some((x) => compact(x).includes(wanted)),
	);
	const wrong = list.filter((d) => !d.ok).length;
	return (
		<Page
			title={t.title}
			count={all.data && t.count(wrong, list.length)}
			actions={
				<>
					{client > 0 ? <ClearFilters onClear={() => set({ client: "" })} /> : <MineSwitch />}
					<SearchField value={text("q")} onChange={(q) => set({ q })} placeholder={t.search} />
					<SupportButton accountId={0} />
				</>
			}
		>
			<p className={classes.lead}>{t.lead}</p>
			<Stage>
				{all.error ? (
					<Scroll>
						<ErrorNotice error={all.error} onRetry={() => void all.refetch()} />
					</Scroll>
				) : (
					<DataGrid
						label={t.listLabel}
						name="diagnostic"
						columns={columns}
						count={rows.length}
						rowAt={(i) => rows[i]}
						rowKey={(d) => d.accountId}
						onOpen={(d) => void navigate(`/diagnostic/${d.accountId}`)}
						busy={all.isPending}
						empty={
							wanted ? (
								<EmptyState title={t.none} hint={t.noneHint} action={mine && <SeeAll />} />
							) : mine ? (
								<NoneOfMine />
							) : (
								<EmptyState title={t.empty} hint={t.emptyHint} />
							)
						}
					/>
				)}
			</Stage>
		</Page>
	);
}

/** Without spaces too, so that an IBAN is found in any spacing. */
const compact = (text: string) => fold(text).replaceAll(" ", "");
