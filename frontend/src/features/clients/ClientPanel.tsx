import { Button, Group } from "@mantine/core";
import { Link, useLocation } from "react-router";
import { z } from "zod";
import { useGo } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { SidePanel } from "../../ui/SidePanel";
import { DataSection } from "../privacy/DataSection";
import { useSession } from "../session/session";
import { CaseSection } from "./CaseSection";
import { ClientFormFields } from "./ClientForm";
import { useClient } from "./queries";

const t = fr.clients;
const given = z.object({ client: z.object({ name: z.string(), siret: z.string() }) });

interface Props {
	path: string; // a client's id, or « nouveau »
	onClose: () => void;
}

/** A client, new or known, over the right of the list. */
export function ClientPanel({ path, onClose }: Props) {
	const go = useGo();
	const known = given.safeParse(useLocation().state).data?.client;
	if (path !== "nouveau") return <KnownClient id={Number(path)} onClose={onClose} />;
	return (
		<SidePanel title={t.newTitle} onClose={onClose}>
			<ClientFormFields
				known={known}
				onSaved={(row) => go(`/clients/${row.id}`)}
				onCancel={onClose}
			/>
		</SidePanel>
	);
}

function KnownClient({ id, onClose }: { id: number; onClose: () => void }) {
	const { can } = useSession();
	const client = useClient(id);
	if (client.error) {
		return (
			<SidePanel title={t.title} onClose={onClose}>
				<ErrorNotice error={client.error} onRetry={() => void client.refetch()} />
			</SidePanel>
		);
	}
	if (!client.data) return null;
	const row = client.data;
	return (
		<SidePanel title={row.name} onClose={onClose}>
			<Group gap={8} mb={16}>
				<Button component={Link} to={`/ibans?client=${row.id}`} variant="default">
					{t.seeIbans} ({row.accounts})
				</Button>
				<Button component={Link} to={`/soldes?client=${row.id}`} variant="default">
					{fr.trend.open}
				</Button>
				<Button component={Link} to={`/diagnostic?client=${row.id}`} variant="default">
					{fr.diagnostic.title}
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
			{row.confidential && (
				<div style={{ marginBottom: 16 }}>
					<Notice kind="warn">{fr.portfolio.confidentialNotice}</Notice>
				</div>
			)}
			{row.warning && (
				<div style={{ marginBottom: 16 }}>
					<Notice kind="warn">{row.warning}</Notice>
				</div>
			)}
			<ClientFormFields row={row} onSaved={() => {}} onCancel={onClose} />
			<CaseSection row={row} />
			<DataSection id={row.id} />
		</SidePanel>
	);
}
