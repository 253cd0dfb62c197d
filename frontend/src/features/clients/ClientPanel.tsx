import { Button, Group } from "@mantine/core";
import { Link } from "react-router";
import type { ClientRow } from "../../api";
import type { Rows } from "../../data/rows";
import { useGo } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { Notice } from "../../ui/Notice";
import { SidePanel } from "../../ui/SidePanel";
import { useSession } from "../session/session";
import { CaseSection } from "./CaseSection";
import { ClientFormFields } from "./ClientForm";

const t = fr.clients;

interface Props {
	path: string; // a client's id, or « nouveau »
	rows: Rows<ClientRow>;
	onClose: () => void;
}

/** A client, new or known, over the right of the list. */
export function ClientPanel({ path, rows, onClose }: Props) {
	const go = useGo();
	const { can } = useSession();
	if (path === "nouveau") {
		return (
			<SidePanel title={t.newTitle} onClose={onClose}>
				<ClientFormFields onSaved={(row) => go(`/clients/${row.id}`)} onCancel={onClose} />
			</SidePanel>
		);
	}
	const row = find(rows, Number(path));
	if (!row) {
		if (rows.loading) return null;
		return (
			<SidePanel title={t.title} onClose={onClose}>
				<Notice kind="warn">{t.gone}</Notice>
			</SidePanel>
		);
	}
	return (
		<SidePanel title={row.name} onClose={onClose}>
			<Group gap={8} mb={16}>
				<Button component={Link} to={`/ibans?client=${row.id}`} variant="default">
					{t.seeIbans} ({row.accounts})
				</Button>
				{can("edit_clients") && (
					<Button
						component={Link}
						to={`/ibans/nouveau?client=${row.id}&nom=${encodeURIComponent(row.name)}`}
						variant="default"
					>
						{t.addIban}
					</Button>
				)}
			</Group>
			{row.warning && (
				<div style={{ marginBottom: 16 }}>
					<Notice kind="warn">{row.warning}</Notice>
				</div>
			)}
			<ClientFormFields row={row} onSaved={() => {}} onCancel={onClose} />
			<CaseSection row={row} />
		</SidePanel>
	);
}

function find(rows: Rows<ClientRow>, id: number): ClientRow | undefined {
	for (let i = 0; i < (rows.total ?? 0); i++) {
		const row = rows.rowAt(i);
		if (row?.id === id) return row;
	}
	return undefined;
}
