import { Button } from "@mantine/core";
import { useState } from "react";
import type { AccountRow } from "../../api";
import { fr } from "../../i18n/fr";
import { Notice } from "../../ui/Notice";
import { useSession } from "../session/session";
import { OpeningDialog } from "./OpeningDialog";
import { useMissing } from "./openingQueries";

const t = fr.opening;

/** In « Détails » of an IBAN: that its partner does not know it yet, and what to do. */
export function MissingAtPartner({ row }: { row: AccountRow }) {
	const missing = useMissing(row.id, row.connectorId > 0);
	if (!missing.data) return null;
	return (
		<Notice kind="warn">
			<strong>{missing.data.message}</strong>
			<OpenAtPartner accountId={row.id} partner={missing.data.partnerName} />
		</Notice>
	);
}

interface Props {
	accountId: number;
	partner: string;
}

/** « Créer le RIB », or whom to ask for it. */
export function OpenAtPartner({ accountId, partner }: Props) {
	const { can } = useSession();
	const [opened, setOpened] = useState(false);
	if (!can("edit_connectors")) return <div>{t.ask(partner)}</div>;
	return (
		<div>
			<Button mt={8} variant="default" onClick={() => setOpened(true)}>
				{t.open(partner)}
			</Button>
			{opened && (
				<OpeningDialog accountId={accountId} partner={partner} onClose={() => setOpened(false)} />
			)}
		</div>
	);
}
