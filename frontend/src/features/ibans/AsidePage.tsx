import { Button, VisuallyHidden } from "@mantine/core";
import { useNavigate } from "react-router";
import type { AsideRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay, formatPeriod, shortPeriod } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { EmptyState } from "../../ui/EmptyState";
import { DataGrid } from "../../ui/grid/DataGrid";
import type { Column } from "../../ui/grid/types";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { useAsideRetention } from "../privacy/queries";
import classes from "./ibans.module.css";
import { useAside } from "./queries";
import { Tabs } from "./Tabs";

const t = fr.aside;

function columns(onCreate: (row: AsideRow) => void): Column<AsideRow>[] {
	return [
		{
			key: "account",
			label: t.account,
			min: 252,
			grow: 1,
			cell: (r) => <span className="tabular">{r.shown}</span>,
			text: (r) => r.shown,
		},
		{ key: "bank", label: t.bank, min: 150, grow: 1, cell: (r) => r.bank, text: (r) => r.bank },
		{
			key: "firm",
			label: t.firm,
			min: 150,
			grow: 1,
			cell: (r) => r.firmName || <span className="dim">{t.noFirm}</span>,
			text: (r) => r.firmName || t.noFirm,
		},
		{
			key: "period",
			label: t.period,
			min: 180,
			cell: (r) => <span className="tabular">{shortPeriod(r.firstOn, r.lastOn)}</span>,
			text: (r) => formatPeriod(r.firstOn, r.lastOn),
		},
		{
			key: "statements",
			label: t.statements,
			min: 84,
			align: "right",
			cell: (r) => formatCount(r.statements),
			text: (r) => String(r.statements),
		},
		{
			key: "operations",
			label: t.operations,
			min: 96,
			align: "right",
			cell: (r) => formatCount(r.operations),
			text: (r) => String(r.operations),
		},
		{
			key: "create",
			label: "",
			header: <VisuallyHidden>{fr.common.actions}</VisuallyHidden>,
			min: 164,
			cell: (r) =>
				r.iban ? (
					<Button
						size="compact-sm"
						variant="light"
						aria-label={t.createFor(r.shown)}
						onClick={() => onCreate(r)}
					>
						{t.create}
					</Button>
				) : (
					<span className="dim">{t.notIban}</span>
				),
			text: () => "",
		},
	];
}

/** « Sans IBAN »: the accounts that statements came for and no client has. */
export function AsidePage() {
	const aside = useAside();
	const kept = useAsideRetention();
	const navigate = useNavigate();
	const rows = aside.data ?? [];
	const create = (row: AsideRow) => void navigate(`/ibans/nouveau?iban=${row.iban}`);
	return (
		<Page
			title={fr.ibans.tabAside}
			count={aside.data && fr.common.results(rows.length)}
			toolbar={<Tabs aside />}
		>
			{rows.length > 0 && (
				<p className={classes.lead}>
					{t.lead} {kept.data && t.kept(kept.data.days)}{" "}
					{kept.data?.next && t.next(formatDay(kept.data.next))}
				</p>
			)}
			{aside.error ? (
				<Scroll>
					<ErrorNotice error={aside.error} onRetry={() => void aside.refetch()} />
				</Scroll>
			) : (
				<DataGrid
					label={t.listLabel}
					name="sans-iban"
					columns={columns(create)}
					count={rows.length}
					rowAt={(i) => rows[i]}
					rowKey={(r) => r.accountId}
					onOpen={(r) => r.iban && create(r)}
					busy={aside.isPending}
					empty={<EmptyState title={t.empty} hint={t.emptyHint} />}
				/>
			)}
		</Page>
	);
}
