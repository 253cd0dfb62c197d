import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { ClientRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { Notice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import { useSession } from "../session/session";
import { useCase, useResumeMission } from "./caseQueries";
import { EndMission } from "./EndMission";
import { TransferClient } from "./TransferClient";

const t = fr.cases;

/** « Fin de mission », and the way to another firm. */
export function CaseSection({ row }: { row: ClientRow }) {
	const { me } = useSession();
	const found = useCase(row.id).data;
	const [asking, setAsking] = useState<"end" | "transfer" | null>(null);
	const resume = useResumeMission(row.id, () => notify(t.resumed));
	const close = () => setAsking(null);
	if (!found) return null;
	const movable = found.canMove && me.firms.length > 1;
	if (!found.endedOn && !found.canEnd && !movable) return null;
	return (
		<section aria-labelledby="mission" style={{ marginTop: 24 }}>
			<h3 id="mission" style={{ marginBottom: 8 }}>
				{t.title}
			</h3>
			{found.endedOn && <Notice kind="warn">{t.ended(formatDay(found.endedOn))}</Notice>}
			<Group gap={8} mt={8}>
				{found.canEnd && !found.endedOn && (
					<Button variant="default" onClick={() => setAsking("end")}>
						{t.end}
					</Button>
				)}
				{found.canEnd && found.endedOn && (
					<Button
						variant="default"
						loading={resume.isPending}
						onClick={() => resume.mutate(undefined, { onError: notifyError })}
					>
						{t.resume}
					</Button>
				)}
				{movable && (
					<Button variant="default" onClick={() => setAsking("transfer")}>
						{t.transfer}
					</Button>
				)}
			</Group>
			{asking === "end" && <EndMission id={row.id} onClose={close} />}
			{asking === "transfer" && (
				<TransferClient
					id={row.id}
					firms={me.firms.filter((f) => f.id !== found.firmId)}
					onClose={close}
				/>
			)}
		</section>
	);
}
