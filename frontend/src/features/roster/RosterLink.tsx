import { Button } from "@mantine/core";
import { Link } from "react-router";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";

/** The way to « Importer une liste », for who may edit clients. */
export function RosterLink() {
	const { can } = useSession();
	if (!can("edit_clients")) return null;
	return (
		<Button component={Link} to="/clients/liste" variant="default">
			{fr.roster.open}
		</Button>
	);
}
