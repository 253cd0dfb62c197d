import { Button } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { SidePanel } from "../../ui/SidePanel";
import { asked } from "../connectors/asked";
import connectors from "../connectors/connectors.module.css";
import { Guide } from "../connectors/Guide";
import { PauseButton } from "../connectors/Pause";
import { RemoveDialog } from "../connectors/RemoveDialog";
import { Secrets } from "../connectors/Secrets";
import { SettingsForm } from "../connectors/SettingsForm";
import { SettingsRead } from "../connectors/SettingsRead";
import { Trial } from "../connectors/Trial";
import { useReception } from "./queries";
import { ReceivedFiles } from "./ReceivedFiles";
import { Receiving } from "./Receiving";
import { bannerOf } from "./ReceptionLine";

const t = fr.receptions;

interface Props {
	id: number;
	onClose: () => void;
}

/** A source's page: how it stands, its last files, its settings, its credentials, its test. */
export function ReceptionPanel({ id, onClose }: Props) {
	const reception = useReception(id);
	const [removing, setRemoving] = useState(false);
	const r = reception.data;
	const c = r?.connector;
	return (
		<SidePanel
			title={r?.row.name ?? t.card}
			onClose={onClose}
			actions={c?.canEdit && <PauseButton row={c.row} />}
		>
			{reception.error && (
				<ErrorNotice error={reception.error} onRetry={() => void reception.refetch()} />
			)}
			{r && c && (
				<div className={connectors.parts}>
					<Standing row={r.row} testedAt={c.testedAt} />
					<Receiving reception={r} />
					<ReceivedFiles reception={r} />
					{!c.canEdit && <p className="dim">{fr.common.reserved}</p>}
					<Guide title={t.steps} sentences={c.partner.steps} ordered />
					{c.canEdit ? <SettingsForm connector={c} /> : <SettingsRead connector={c} />}
					{asked(c.partner.secrets, c.settings).length > 0 && <Secrets connector={c} />}
					<Trial connector={c} />
					<Guide title={fr.connectors.limits} sentences={c.partner.limits} />
					{c.canEdit && (
						<div>
							<Button variant="subtle" color="red" ml={-12} onClick={() => setRemoving(true)}>
								{t.remove}
							</Button>
						</div>
					)}
					{removing && <RemoveDialog row={c.row} onClose={() => setRemoving(false)} />}
				</div>
			)}
		</SidePanel>
	);
}

type Row = NonNullable<ReturnType<typeof useReception>["data"]>["row"];

/** How the source goes: what stops it, then its figures. */
function Standing({ row, testedAt }: { row: Row; testedAt: string }) {
	const said = bannerOf(row);
	return (
		<section aria-label={t.standing} className={connectors.part}>
			{said && <Notice kind={said.kind}>{said.sentence}</Notice>}
			<Fields>
				<Field label={t.kind}>{row.kindName}</Field>
				<Field label={t.place}>{row.place}</Field>
				<Field label={t.lastLook}>
					{row.lookedAt ? formatInstant(row.lookedAt) : fr.connectors.never}
				</Field>
				<Field label={t.lastFile}>
					{row.lastTakenAt ? formatInstant(row.lastTakenAt) : fr.connectors.none}
				</Field>
				<Field label={t.taken}>{t.takenOf(formatCount(row.taken), row.rejected)}</Field>
				{row.waiting > 0 && <Field label={t.waitingLabel}>{t.waiting(row.waiting)}</Field>}
				<Field label={fr.connectors.tested}>
					{testedAt ? formatInstant(testedAt) : fr.connectors.never}
				</Field>
			</Fields>
		</section>
	);
}
