import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import type { AccountRow, MandateDetails, MandateMove } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { ErrorNotice } from "../../ui/Notice";
import { Papers } from "../mandates/Papers";
import { useSession } from "../session/session";
import { ApproveDialog } from "./ApproveDialog";
import { MandateHistory } from "./MandateHistory";
import { MandateLine } from "./MandateLine";
import { MoveForm } from "./MoveForm";
import classes from "./mandate.module.css";
import { useMandate } from "./queries";

const t = fr.ibans;

/** The mandate of an IBAN: where it stands, what may come next, what was. */
export function MandateSection({ row }: { row: AccountRow }) {
	const mandate = useMandate(row.id);
	const m = mandate.data;
	const heading = useRef<HTMLHeadingElement>(null);
	return (
		<section className={classes.mandate} aria-labelledby="mandate">
			<h3 id="mandate" ref={heading} tabIndex={-1}>
				{t.mandate}
			</h3>
			<p>
				<strong>{row.mandateName}</strong>
				{row.mandateSince && (
					<span className="dim"> {t.mandateSince(formatDay(row.mandateSince))}</span>
				)}
			</p>
			{mandate.error && (
				<ErrorNotice error={mandate.error} onRetry={() => void mandate.refetch()} />
			)}
			{m && (
				<>
					<MandateLine dots={m.dots} />
					<Moves
						key={m.status}
						mandate={m}
						approved={row.mandate === "approved"}
						onEnd={() => heading.current?.focus()}
					/>
					<MandateHistory steps={m.steps} />
					<Papers row={row} />
				</>
			)}
		</section>
	);
}

interface MovesProps {
	mandate: MandateDetails;
	approved: boolean;
	/** The form is gone: the focus that was in it goes back. */
	onEnd: () => void;
}

function Moves({ mandate, approved, onEnd }: MovesProps) {
	const { can } = useSession();
	const [moving, setMoving] = useState<MandateMove | null>(null);
	const [approving, setApproving] = useState(false);
	if (moving)
		return (
			<MoveForm
				key={moving.to}
				accountId={mandate.accountId}
				move={moving}
				onEnd={() => {
					setMoving(null);
					onEnd();
				}}
			/>
		);
	const reserved = mandate.moves.some((move) => !move.allowed);
	return (
		<>
			{mandate.moves.length === 0 && <p className="dim">{t.mandateEnd}</p>}
			<div className={classes.moves}>
				{mandate.moves.map((move) => (
					<Button
						key={move.to}
						variant="default"
						disabled={!move.allowed}
						title={move.allowed ? undefined : fr.common.reserved}
						onClick={() => setMoving(move)}
					>
						{move.label}
					</Button>
				))}
				{can("decide_mandate") && !approved && (
					<Button variant="subtle" onClick={() => setApproving(true)}>
						{t.approve}
					</Button>
				)}
			</div>
			{reserved && <p className="dim">{fr.common.reserved}</p>}
			<ApproveDialog
				ids={approving ? [mandate.accountId] : []}
				onClose={() => setApproving(false)}
			/>
		</>
	);
}
