import { Button, Group } from "@mantine/core";
import { Link } from "react-router";
import type { DeliveryDetails } from "../../api";
import { fr } from "../../i18n/fr";
import { formatPeriod } from "../../lib/dates";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { SidePanel } from "../../ui/SidePanel";
import { Status } from "../../ui/Status";
import { OpenAtPartner } from "../ibans/OpenAtPartner";
import { isMissing } from "../ibans/openingQueries";
import { useSession } from "../session/session";
import { Again } from "./Again";
import { Attempts } from "./Attempts";
import { Cancel } from "./Cancel";
import { Check } from "./Check";
import { DeliveryFields } from "./DeliveryFields";
import classes from "./deliveries.module.css";
import { useDelivery } from "./queries";

const t = fr.deliveries;

interface Props {
	id: number;
	onClose: () => void;
}

/** One delivery: where it stands, what to do, what left, and each try. */
export function DeliveryPanel({ id, onClose }: Props) {
	const delivery = useDelivery(id);
	const d = delivery.data;
	const title = d ? t.panel(formatPeriod(d.row.startOn, d.row.endOn)) : t.title;
	return (
		<SidePanel title={title} onClose={onClose} foot={d && <Foot details={d} />}>
			{delivery.error && (
				<ErrorNotice error={delivery.error} onRetry={() => void delivery.refetch()} />
			)}
			{d && (
				<div className={classes.parts}>
					<Verdict details={d} />
					<DeliveryFields details={d} />
					<Attempts attempts={d.attempts} />
				</div>
			)}
		</SidePanel>
	);
}

function Verdict({ details: { row, canCheck } }: { details: DeliveryDetails }) {
	const { can } = useSession();
	const kind = row.state === "refused" ? "bad" : "warn";
	return (
		<div className={classes.verdict} aria-live="polite">
			<strong>
				<Status kind="delivery" value={row.state} name={row.stateName} />
			</strong>
			{(row.message || row.hint) && ["refused", "to_check", "to_retry"].includes(row.state) ? (
				<Notice kind={kind}>
					<strong>{row.message}</strong>
					{row.hint && <div>{row.hint}</div>}
					{isMissing(row) && <OpenAtPartner accountId={row.accountId} partner={row.partnerName} />}
				</Notice>
			) : (
				row.message && row.state !== "cancelled" && <p>{row.message}</p>
			)}
			{row.state === "cancelled" && (
				<p>{row.withdrawn ? t.withdrawnSentence : t.cancelledSentence}</p>
			)}
			{canCheck && can("send_again") && <Check row={row} />}
		</div>
	);
}

function Foot({ details }: { details: DeliveryDetails }) {
	const { row, canRetry, canCheck, canCancel } = details;
	const { can } = useSession();
	return (
		<Group gap={8}>
			{canRetry && can("send_again") && <Again rows={[row]} label={t.again} quiet={canCheck} />}
			{canCancel && can("send_again") && <Cancel rows={[row]} label={t.cancel} />}
			<Button component={Link} to={`/releves/${row.statementId}`} variant="default">
				{t.seeStatement}
			</Button>
			<Button component={Link} to={`/diagnostic/${row.accountId}`} variant="default">
				{t.seeDiagnostic}
			</Button>
		</Group>
	);
}
