import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { PersonRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field, Fields } from "../../ui/Fields";
import { Notice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import { useSession } from "../session/session";
import { useSetActive } from "./queries";
import { ResetDialog } from "./ResetDialog";

const t = fr.people;

interface Props {
	row: PersonRow;
	onPassword: (password: string) => void;
}

/** When a person came last, their clients, and whether they may come back. */
export function Access({ row, onPassword }: Props) {
	const { me } = useSession();
	const [asking, setAsking] = useState<"reset" | "deactivate" | null>(null);
	const close = () => setAsking(null);
	return (
		<div style={{ marginBottom: 16 }}>
			{!row.active && <Notice kind="warn">{t.inactiveLead}</Notice>}
			<Fields>
				<Field label={t.lastSignIn}>
					{row.lastSignInAt ? formatInstant(row.lastSignInAt) : t.never}
				</Field>
				<Field label={t.clients}>
					{row.clients > 0 ? (
						<Link to={`/clients?responsable=${row.id}`}>{t.clientCount(row.clients)}</Link>
					) : (
						t.noClient
					)}
				</Field>
			</Fields>
			{row.id === me.staffId ? (
				<p className="dim">{t.yourself}</p>
			) : (
				<Group gap={8} mt={8}>
					<Button variant="default" onClick={() => setAsking("reset")}>
						{t.reset}
					</Button>
					{row.active ? (
						<Button variant="default" onClick={() => setAsking("deactivate")}>
							{t.deactivate}
						</Button>
					) : (
						<Reactivate row={row} />
					)}
				</Group>
			)}
			{asking === "reset" && <ResetDialog row={row} onClose={close} onDone={onPassword} />}
			{asking === "deactivate" && <Deactivate row={row} onClose={close} />}
		</div>
	);
}

function Reactivate({ row }: { row: PersonRow }) {
	const set = useSetActive(() => notify(t.reactivated(row.name)));
	return (
		<Button
			variant="default"
			loading={set.isPending}
			onClick={() => set.mutate({ id: row.id, active: true }, { onError: notifyError })}
		>
			{t.reactivate}
		</Button>
	);
}

function Deactivate({ row, onClose }: { row: PersonRow; onClose: () => void }) {
	const set = useSetActive(() => {
		notify(t.deactivated(row.name));
		onClose();
	});
	return (
		<ConfirmDialog
			title={t.deactivateTitle}
			submit={t.deactivate}
			onSubmit={() => set.mutate({ id: row.id, active: false })}
			onClose={onClose}
			pending={set.isPending}
			error={set.error}
		>
			<p>{t.deactivateLead(row.name)}</p>
			{row.clients > 0 && <p>{t.deactivateClients(row.clients)}</p>}
		</ConfirmDialog>
	);
}
