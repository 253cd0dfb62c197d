import { Button } from "@mantine/core";
import type { ConnectorDetails } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import { SidePanel } from "../../ui/SidePanel";
import classes from "./connectors.module.css";
import { Guide } from "./Guide";
import { useConnector, useSaveConnector } from "./queries";
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
	return (
		<SidePanel
			title={c?.row.name ?? t.card}
			onClose={onClose}
			actions={c?.canEdit && <PauseButton connector={c} />}
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
					{c.partner.secrets.length > 0 && <Secrets connector={c} />}
					<Trial connector={c} />
					<Guide title={t.limits} sentences={c.partner.limits} />
				</div>
			)}
		</SidePanel>
	);
}

function PauseButton({ connector: { row, settings } }: { connector: ConnectorDetails }) {
	const save = useSaveConnector((c) => notify(c.row.paused ? t.pausedNow : t.resumedNow));
	const toggle = () =>
		save.mutate(
			{ id: row.id, name: row.name, settings, paused: !row.paused },
			{ onError: notifyError },
		);
	return (
		<Button
			variant={row.paused ? "filled" : "default"}
			size="compact-md"
			loading={save.isPending}
			onClick={toggle}
		>
			{row.paused ? t.resume : t.pause}
		</Button>
	);
}
