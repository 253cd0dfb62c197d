import { ActionIcon, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { ConnectorRow } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { useSession } from "../session/session";
import { AddConnector } from "./AddConnector";
import { ConnectorLine } from "./ConnectorLine";
import classes from "./connectors.module.css";
import { useConnectors } from "./queries";
import { RemoveDialog } from "./RemoveDialog";

const t = fr.connectors;

/** « Connecteurs So bank » of a firm. */
export function ConnectorsCard({ firmId }: { firmId: number }) {
	const { can } = useSession();
	const connectors = useConnectors(firmId);
	const [removing, setRemoving] = useState<ConnectorRow | null>(null);
	const may = can("edit_connectors");
	const rows = connectors.data ?? [];
	return (
		<section className={classes.card} aria-labelledby="connectors">
			<div className={classes.head}>
				<h2 id="connectors">{t.card}</h2>
				<AddConnector firmId={firmId}>
					<ActionIcon
						variant="light"
						color="accent"
						aria-label={t.add}
						title={may ? t.add : fr.common.reserved}
						disabled={!may}
					>
						<IconPlus size={16} />
					</ActionIcon>
				</AddConnector>
			</div>
			{!may && <p className="dim">{fr.common.reserved}</p>}
			{connectors.error && (
				<ErrorNotice error={connectors.error} onRetry={() => void connectors.refetch()} />
			)}
			{connectors.data && rows.length === 0 && <p className={classes.none}>{t.empty}</p>}
			{rows.length > 0 && (
				<ul className={classes.lines} aria-label={t.list}>
					{rows.map((row) => (
						<ConnectorLine key={row.id} row={row} onRemove={may ? setRemoving : undefined} />
					))}
				</ul>
			)}
			{may && rows.length > 0 && (
				<AddConnector firmId={firmId}>
					<Button variant="subtle" ml={-12} leftSection={<IconPlus size={16} />}>
						{t.add}
					</Button>
				</AddConnector>
			)}
			{removing && <RemoveDialog row={removing} onClose={() => setRemoving(null)} />}
		</section>
	);
}
