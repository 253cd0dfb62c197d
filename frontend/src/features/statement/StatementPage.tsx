import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconLockOpen } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import type { StatementDetails, StatementRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatPeriod } from "../../lib/dates";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll, Stage } from "../../ui/Page";
import { Status } from "../../ui/Status";
import { useKeys } from "../../ui/useKeys";
import { Ribbon } from "../coverage/Ribbon";
import { ExportOperations } from "../exports/ExportOperations";
import { exportStatements } from "../exports/exportStatements";
import { PrintStatement } from "../printing/PrintStatement";
import { ReviewBar } from "../review/ReviewBar";
import { Checks } from "./Checks";
import { Operations } from "./Operations";
import { useNeighbours, useStatement } from "./queries";
import { ReleaseDialog } from "./ReleaseDialog";
import { Sum } from "./Sum";
import classes from "./statement.module.css";

const t = fr.statement;

/** The address of the list that one came from, with its filters. */
function useListAddress(): string {
	const { state } = useLocation() as { state: { list?: string; from?: string } | null };
	return state?.from ?? `/releves${state?.list ?? ""}`;
}

/** One statement: does it add up, what is wrong, its operations. */
export function StatementPage() {
	const id = Number(useParams().id);
	const statement = useStatement(id);
	const list = useListAddress();
	if (statement.error) {
		return (
			<Page title={t.title}>
				<Scroll>
					<ErrorNotice error={statement.error} onRetry={() => void statement.refetch()} />
					<p style={{ marginTop: 12 }}>
						<Link to={list}>{t.back}</Link>
					</p>
				</Scroll>
			</Page>
		);
	}
	if (!statement.data) return <Page title={t.title}>{null}</Page>;
	return <Loaded key={id} details={statement.data} list={list} />;
}

function Loaded({ details, list }: { details: StatementDetails; list: string }) {
	const { row } = details;
	const navigate = useNavigate();
	const [releasing, setReleasing] = useState(false);
	const client = row.clientName || fr.statements.unknownClient;
	useKeys({ Escape: () => void navigate(list) });
	return (
		<Page
			name={`${client} ${formatPeriod(row.startOn, row.endOn)}`}
			title={
				<>
					<span className={classes.crumb}>
						<Link to={list}>{list.startsWith("/recherche") ? fr.search.title : t.back}</Link> /{" "}
						{row.bank}
					</span>{" "}
					{client}
				</>
			}
			actions={
				<>
					<PrintStatement id={row.id} />
					<ExportOperations write={(format) => exportStatements([row.id], format)} />
					{details.canRelease && <ReleaseButton onClick={() => setReleasing(true)} />}
					<Neighbours row={row} />
				</>
			}
		>
			<div className={classes.about}>
				<strong className="tabular">{formatPeriod(row.startOn, row.endOn)}</strong>
				<span className="tabular">{row.ibanShown}</span>
				{row.firmName && <span className="dim">{row.firmName}</span>}
				<Status kind="state" value={row.state} name={row.stateName} />
				<Status kind="place" value={row.place} name={row.placeName} />
			</div>
			<Sum row={row} />
			<div className={classes.ribbon}>
				<Ribbon iban={row.ibanShown} years={1} last={row.endOn.slice(0, 4)} />
			</div>
			<ReviewBar row={row} />
			<Stage>
				<Checks details={details} />
				<Operations statement={row} />
			</Stage>
			<ReleaseDialog rows={[row]} opened={releasing} onClose={() => setReleasing(false)} />
		</Page>
	);
}

function ReleaseButton({ onClick }: { onClick: () => void }) {
	return (
		<Button leftSection={<IconLockOpen size={16} />} onClick={onClick}>
			{t.release}
		</Button>
	);
}

function Neighbours({ row }: { row: StatementRow }) {
	const { previous, next } = useNeighbours(row.accountId, row.id);
	const { state } = useLocation();
	const navigate = useNavigate();
	const go = (to?: StatementRow) => to && void navigate(`/releves/${to.id}`, { state });
	return (
		<div style={{ display: "flex" }}>
			<ActionIcon
				aria-label={t.previous}
				title={t.previous}
				disabled={!previous}
				onClick={() => go(previous)}
			>
				<IconChevronLeft size={18} />
			</ActionIcon>
			<ActionIcon aria-label={t.next} title={t.next} disabled={!next} onClick={() => go(next)}>
				<IconChevronRight size={18} />
			</ActionIcon>
		</div>
	);
}
