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
	/** How many lines the list has, and the way to choose them all. */
	total: number;
	all: { choose: () => void; busy: boolean };
	onApprove: (ids: number[]) => void;
	onDone: () => void;
}

/** What can be done with the chosen lines at once. */
export function Bulk({ rows, total, all, onApprove, onDone }: Props) {
	const { can } = useSession();
	const [opened, setOpened] = useState(false);
	const associate = useAssociate();
	const [first] = rows;
	if (!first) return null;
	const oneFirm = rows.every((r) => r.firmId === first.firmId);
	const same = rows.every((r) => r.connectorId === first.connectorId);
	return (
		<>
			<span className="dim" role="status">
				{fr.common.selected(rows.length)}
			</span>
			{rows.length < total && (
				<Button size="compact-sm" variant="subtle" loading={all.busy} onClick={all.choose}>
					{fr.common.selectAll(total)}
				</Button>
			)}
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
						size="compact-sm"
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
				<Button
					size="compact-sm"
					variant="default"
					onClick={() => onApprove(rows.map((r) => r.id))}
				>
					{t.approve}
				</Button>
			)}
		</>
	);
}
