import { ActionIcon, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNotice } from "../../ui/Notice";
import connectors from "../connectors/connectors.module.css";
import { useSession } from "../session/session";
import { AddReception } from "./AddReception";
import { useReceptions } from "./queries";
import { ReceptionLine } from "./ReceptionLine";

const t = fr.receptions;

/** « Réception des relevés » of a firm: where its statements come from by themselves. */
export function ReceptionsCard({ firmId }: { firmId: number }) {
	const { can } = useSession();
	const receptions = useReceptions(firmId);
	const may = can("edit_connectors");
	const rows = receptions.data ?? [];
	return (
		<section className={connectors.card} aria-labelledby="receptions">
			<div className={connectors.head}>
				<h2 id="receptions">{t.card}</h2>
				{rows.length > 0 && (
					<AddReception firmId={firmId}>
						<ActionIcon
							variant="light"
							color="accent"
							aria-label={t.add}
							title={may ? t.add : fr.common.reserved}
							disabled={!may}
						>
							<IconPlus size={16} />
						</ActionIcon>
					</AddReception>
				)}
			</div>
			{receptions.error && (
				<ErrorNotice error={receptions.error} onRetry={() => void receptions.refetch()} />
			)}
			{receptions.data && rows.length === 0 && (
				<EmptyState
					title={t.empty}
					hint={may ? t.emptyHint : `${t.emptyHint} ${fr.common.reserved}.`}
					action={
						<AddReception firmId={firmId}>
							<Button variant="default" disabled={!may} leftSection={<IconPlus size={16} />}>
								{t.add}
							</Button>
						</AddReception>
					}
				/>
			)}
			{rows.length > 0 && (
				<ul className={connectors.lines} aria-label={t.list}>
					{rows.map((row) => (
						<ReceptionLine key={row.id} row={row} />
					))}
				</ul>
			)}
		</section>
	);
}
