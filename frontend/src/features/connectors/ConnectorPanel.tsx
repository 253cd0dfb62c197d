import { Navigate } from "react-router";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { SidePanel } from "../../ui/SidePanel";
import { receptionAddress } from "../receptions/address";
import { asked } from "./asked";
import classes from "./connectors.module.css";
import { Guide } from "./Guide";
import { PauseButton } from "./Pause";
import { useConnector } from "./queries";
import { Reconciliation } from "./Reconciliation";
import { Secrets } from "./Secrets";
import { SettingsForm } from "./SettingsForm";
import { SettingsRead } from "./SettingsRead";
import { Standing } from "./Standing";
import { Trial } from "./Trial";

const t = fr.connectors;

interface Props {
	id: number;
	onClose: () => void;
}

/** A connector's page: how it stands, its settings, its credentials, its test. */
export function ConnectorPanel({ id, onClose }: Props) {
	const connector = useConnector(id);
	const c = connector.data;
	if (c?.row.mode === "receive")
		return <Navigate to={receptionAddress(c.row.firmId, id)} replace />;
	return (
		<SidePanel
			title={c?.row.name ?? t.card}
			onClose={onClose}
			actions={c?.canEdit && <PauseButton row={c.row} />}
		>
			{connector.error && (
				<ErrorNotice error={connector.error} onRetry={() => void connector.refetch()} />
			)}
			{c && (
				<div className={classes.parts}>
					<Standing connector={c} />
					{!c.canEdit && <p className="dim">{fr.common.reserved}</p>}
					<Guide title={t.steps(c.row.partnerName)} sentences={c.partner.steps} ordered />
					{c.canEdit ? <SettingsForm connector={c} /> : <SettingsRead connector={c} />}
					{asked(c.partner.secrets, c.settings).length > 0 && <Secrets connector={c} />}
					<Trial connector={c} />
					<Reconciliation row={c.row} />
					<Guide title={t.limits} sentences={c.partner.limits} />
				</div>
			)}
		</SidePanel>
	);
}
