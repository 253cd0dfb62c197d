import { ActionIcon, Button, Loader, NativeSelect } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { ConnectorRow, Reconciliation as Found } from "../../api";
import { fr } from "../../i18n/fr";
import { today } from "../../lib/dates";
import { ErrorNotice, Notice } from "../../ui/Notice";
import classes from "./connectors.module.css";
import { monthName, monthsBack, shiftMonth } from "./months";
import { ReconciledAccounts } from "./ReconciledAccounts";
import { ReconciledFiles } from "./ReconciledFiles";
import { useReconciliation } from "./reconciling";

const t = fr.reconciliation;
const YEARS_BACK = 2;

/** « Rapprochement »: what was sent in a month against what the partner says, or what its place holds. */
export function Reconciliation({ row }: { row: ConnectorRow }) {
	const now = today().slice(0, 7);
	const [month, setMonth] = useState(now);
	const [asked, setAsked] = useState(row.mode === "direct");
	const found = useReconciliation(row, month, asked);
	return (
		<section aria-label={t.title} className={classes.part}>
			<h3>{t.title}</h3>
			<div className={classes.row}>
				<ActionIcon
					aria-label={t.before}
					title={t.before}
					onClick={() => setMonth(shiftMonth(month, -1))}
				>
					<IconChevronLeft size={16} />
				</ActionIcon>
				<NativeSelect
					aria-label={t.month}
					value={month}
					data={monthsBack(now, YEARS_BACK * 12, month).map((m) => ({
						value: m,
						label: monthName(m),
					}))}
					onChange={(event) => setMonth(event.currentTarget.value)}
				/>
				<ActionIcon
					aria-label={t.after}
					title={t.after}
					disabled={month >= now}
					onClick={() => setMonth(shiftMonth(month, 1))}
				>
					<IconChevronRight size={16} />
				</ActionIcon>
				{row.mode !== "direct" && (
					<Button
						variant="default"
						loading={found.isFetching}
						onClick={() => (asked ? void found.refetch() : setAsked(true))}
					>
						{asked ? t.lookAgain : t.look}
					</Button>
				)}
			</div>
			{!asked && <p className="dim">{t.lookLead}</p>}
			{found.isFetching && !found.data && (
				<p className={classes.row} role="status">
					<Loader size={16} /> {t.busy}
				</p>
			)}
			{found.error && <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />}
			{found.data && !found.error && (
				<Outcome found={found.data} onRetry={() => void found.refetch()} />
			)}
		</section>
	);
}

function Outcome({ found, onRetry }: { found: Found; onRetry: () => void }) {
	return (
		<>
			<div aria-live="polite">
				{found.clean ? (
					<p>
						<strong>{found.sentence}</strong>
					</p>
				) : (
					<Notice kind="warn">
						<strong>{found.sentence}</strong>
						{found.advice && <div>{found.advice}</div>}
					</Notice>
				)}
			</div>
			{found.problem && (
				<Notice
					kind="bad"
					actions={
						<Button variant="default" onClick={onRetry}>
							{fr.common.retry}
						</Button>
					}
				>
					<strong>{found.problem}</strong>
					{found.problemHint && <div>{found.problemHint}</div>}
				</Notice>
			)}
			{found.hidden > 0 && <p className="dim">{t.hidden(found.hidden)}</p>}
			{found.answers ? <ReconciledAccounts found={found} /> : <ReconciledFiles found={found} />}
		</>
	);
}
