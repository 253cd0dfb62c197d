import { Button } from "@mantine/core";
import { useState } from "react";
import type { AccountRow } from "../../api";
import { fr } from "../../i18n/fr";
import { BundleButton } from "../mandates/BundleButton";
import { useSession } from "../session/session";
import { ConnectorMenu } from "./ConnectorMenu";
import { useAssociate } from "./useAssociate";

const t = fr.ibans;

interface Props {
	rows: readonly AccountRow[];
	onApprove: (ids: number[]) => void;
	onDone: () => void;
}

/** What can be done with the chosen lines at once. */
export function Bulk({ rows, onApprove, onDone }: Props) {
	const { can } = useSession();
	const [opened, setOpened] = useState(false);
	const associate = useAssociate();
	const [first] = rows;
	if (!first) return null;
	const oneFirm = rows.every((r) => r.firmId === first.firmId);
	const same = rows.every((r) => r.connectorId === first.connectorId);
	return (
		<>
			<span className="dim">{fr.common.selected(rows.length)}</span>
			{can("associate") && (
				<ConnectorMenu
					firmId={first.firmId}
					value={same ? first.connectorId : undefined}
					opened={opened && oneFirm}
					onOpened={setOpened}
					onChoose={(connectorId, connectorName) =>
						associate.mutate({ rows, connectorId, connectorName }, { onSuccess: onDone })
					}
				>
					<Button
						variant="default"
						data-disabled={!oneFirm || undefined}
						aria-disabled={!oneFirm || undefined}
						title={oneFirm ? undefined : t.oneFirmOnly}
					>
						{t.connectorOfSelection}
					</Button>
				</ConnectorMenu>
			)}
			{can("prepare_mandate") && <BundleButton rows={rows} onDone={onDone} />}
			{can("decide_mandate") && (
				<Button variant="default" onClick={() => onApprove(rows.map((r) => r.id))}>
					{t.approve}
				</Button>
			)}
		</>
	);
}
