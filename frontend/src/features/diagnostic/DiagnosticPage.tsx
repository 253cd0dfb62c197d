import { useNavigate } from "react-router";
import type { Diagnosis } from "../../api";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
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

/** « Diagnostic »: every IBAN, those that need somebody first; a search finds one. */
export function DiagnosticPage() {
	const mine = useMine();
	const all = useDiagnoses(mine);
	const { text, set } = useParams();
	const navigate = useNavigate();
	const wanted = fold(text("q"));
	const list = all.data ?? [];
	const rows = list.filter((d) =>
		[d.ibanShown, d.clientName, d.firmName].some((x) => fold(x).includes(wanted)),
	);
	const wrong = list.filter((d) => !d.ok).length;
	return (
		<Page
			title={t.title}
			count={all.data && t.count(wrong, list.length)}
			actions={
				<>
					<MineSwitch />
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

/** Without case, accents and spaces, so that an IBAN is found in any spacing. */
function fold(text: string): string {
	return text
		.normalize("NFD")
		.replace(/[\u0300-\u036f\s]/g, "")
		.toLowerCase();
}
