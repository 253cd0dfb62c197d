import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { CompanyCard } from "../../api";
import { fr } from "../../i18n/fr";
import { Notice } from "../../ui/Notice";
import { useSession } from "../session/session";
import { FirmDialog } from "./FirmDialog";
import { useClientsOf } from "./queries";
import classes from "./registry.module.css";
import { useNewClient } from "./useNewClient";

const t = fr.registry;

/** What is made of a card: a client, or a firm's own card. */
export function CompanyActions({ card: { row, shown }, card }: { card: CompanyCard }) {
	const { can } = useSession();
	const [completing, setCompleting] = useState(false);
	const create = useNewClient();
	const clients = useClientsOf(row.siren).data ?? [];
	return (
		<div className={classes.answer}>
			<Group gap={8}>
				{can("edit_clients") && (
					<Button
						variant={clients.length > 0 ? "default" : "filled"}
						onClick={() => create({ name: row.name, siret: shown.siret || row.siren })}
					>
						{t.createClient}
					</Button>
				)}
				{can("edit_firm") && (
					<Button variant="default" onClick={() => setCompleting(true)}>
						{t.completeFirm}
					</Button>
				)}
			</Group>
			{clients.length > 0 && (
				<p>
					{t.already}{" "}
					{clients.map((c, i) => (
						<span key={c.id}>
							{i > 0 && ", "}
							<Link to={`/clients/${c.id}?q=${row.siren}`}>{c.name}</Link> ({c.firmName})
						</span>
					))}
				</p>
			)}
			{row.state === "ceased" && <Notice kind="warn">{t.ceased}</Notice>}
			{completing && <FirmDialog card={card} onClose={() => setCompleting(false)} />}
		</div>
	);
}
