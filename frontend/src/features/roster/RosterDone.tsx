import { Button, Group, Stack } from "@mantine/core";
import { Link } from "react-router";
import type { RosterDone as Done } from "../../api";
import { fr } from "../../i18n/fr";
import { Notice } from "../../ui/Notice";

const t = fr.roster;

/** What the list did. */
export function RosterDone({ done, onAnother }: { done: Done; onAnother: () => void }) {
	return (
		<Stack gap={14} style={{ maxWidth: 720 }}>
			<Notice kind="good">
				<strong>{t.done}</strong>
				<div>{t.doneCounts(done.clients, done.accounts, done.changed)}</div>
				<div>{t.doneRest(done.unchanged, done.refused)}</div>
			</Notice>
			<Group gap={8}>
				<Button component={Link} to="/ibans">
					{t.seeIbans}
				</Button>
				<Button component={Link} to="/clients" variant="default">
					{t.seeClients}
				</Button>
				<Button variant="default" onClick={onAnother}>
					{t.another}
				</Button>
			</Group>
		</Stack>
	);
}
