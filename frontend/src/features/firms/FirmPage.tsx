import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import type { Firm } from "../../api";
import { fr } from "../../i18n/fr";
import { formatSiret } from "../../lib/siret";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { ConnectorPanel } from "../connectors/ConnectorPanel";
import { ConnectorsCard } from "../connectors/ConnectorsCard";
import { ReceptionPanel } from "../receptions/ReceptionPanel";
import { ReceptionsCard } from "../receptions/ReceptionsCard";
import { FirmForm } from "./FirmForm";
import classes from "./firms.module.css";
import { useFirm } from "./queries";

const t = fr.firms;

/** A firm's card, read or edited. */
export function FirmPage() {
	const { id: path, connectorId, sourceId } = useParams();
	const id = Number(path);
	const navigate = useNavigate();
	const firm = useFirm(id);
	const [editing, setEditing] = useState(false);
	if (firm.error) {
		return (
			<Page title={t.title}>
				<Scroll>
					<ErrorNotice error={firm.error} onRetry={() => void firm.refetch()} />
				</Scroll>
			</Page>
		);
	}
	const f = firm.data;
	return (
		<Page
			name={f?.name ?? t.title}
			title={
				<>
					<span className={classes.eyebrow}>{t.card}</span> {f?.name ?? "…"}
				</>
			}
			actions={
				f?.canEdit &&
				!editing && (
					<Button
						leftSection={<IconPencil size={16} />}
						variant="default"
						onClick={() => setEditing(true)}
					>
						{fr.common.edit}
					</Button>
				)
			}
		>
			{f && (
				<>
					<div className={classes.facts}>
						<span>
							{t.cardClientNumber} <b>{f.clientNumber || fr.common.empty}</b>
						</span>
						<span>
							{t.cardGuid} <b>{f.guid || fr.common.empty}</b>
						</span>
					</div>
					<div className={classes.stage}>
						<Scroll>
							<div className={classes.cards}>
								<section className={classes.card} aria-label={t.settings}>
									<h2>{t.settings}</h2>
									{f.warning && !editing && <Notice kind="warn">{f.warning}</Notice>}
									{editing ? (
										<FirmForm firm={f} onEnd={() => setEditing(false)} />
									) : (
										<FirmFields firm={f} />
									)}
								</section>
								<div className={classes.column}>
									<ConnectorsCard firmId={id} />
									<ReceptionsCard firmId={id} />
								</div>
							</div>
						</Scroll>
						{connectorId && (
							<ConnectorPanel
								key={connectorId}
								id={Number(connectorId)}
								onClose={() => void navigate(`/cabinets/${id}`)}
							/>
						)}
						{sourceId && (
							<ReceptionPanel
								key={`source-${sourceId}`}
								id={Number(sourceId)}
								onClose={() => void navigate(`/cabinets/${id}`)}
							/>
						)}
					</div>
				</>
			)}
		</Page>
	);
}

function FirmFields({ firm: f }: { firm: Firm }) {
	return (
		<Fields>
			<Field label={t.fields.name}>{f.name}</Field>
			<Field label={t.fields.address}>{f.address}</Field>
			<Field label={t.fields.city}>{[f.postcode, f.city].filter(Boolean).join(" - ")}</Field>
			<Field label={t.fields.phone}>{f.phone}</Field>
			<Field label={t.fields.directorName}>{f.directorName}</Field>
			<Field label={t.fields.directorQuality}>{f.directorQuality}</Field>
			<Field label={t.fields.legalForm}>{f.legalForm}</Field>
			<Field label={t.fields.siret}>
				{f.siret && <span className="tabular">{formatSiret(f.siret)}</span>}
			</Field>
			<Field label={t.fields.productionSoftware}>{f.productionSoftware}</Field>
			<Field label={t.mandatary}>
				{f.mandataryName
					? [f.mandataryName, f.mandataryAddress].filter(Boolean).join(", ")
					: t.mandataryOwn}
			</Field>
			<Field label={t.interruptions}>{f.holdInterruptions ? t.holdOn : t.holdOff}</Field>
		</Fields>
	);
}
