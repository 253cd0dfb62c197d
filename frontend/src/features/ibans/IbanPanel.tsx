import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { AccountRow } from "../../api";
import { useGo, useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { formatSiret } from "../../lib/siret";
import { CopyButton } from "../../ui/CopyButton";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice } from "../../ui/Notice";
import { SidePanel } from "../../ui/SidePanel";
import { Ribbon } from "../coverage/Ribbon";
import { PrintPeriod } from "../printing/PrintPeriod";
import { useSession } from "../session/session";
import { Aliases } from "./Aliases";
import { ConnectorChoice } from "./ConnectorChoice";
import { IbanForm } from "./IbanForm";
import { MandateSection } from "./MandateSection";
import { MissingAtPartner } from "./OpenAtPartner";
import { PartnerFolder } from "./PartnerFolder";
import { useAccount } from "./queries";
import { SendHistory } from "./SendHistory";
import { TransferIban } from "./TransferIban";

const t = fr.ibans;

interface Props {
	path: string; // an account's id, or « nouveau »
	onClose: () => void;
}

/** « Détails » of an IBAN, or the form of a new one. */
export function IbanPanel({ path, onClose }: Props) {
	return path === "nouveau" ? (
		<NewIban onClose={onClose} />
	) : (
		<KnownIban id={Number(path)} onClose={onClose} />
	);
}

function NewIban({ onClose }: { onClose: () => void }) {
	const { text } = useParams();
	const go = useGo();
	return (
		<SidePanel title={t.newTitle} onClose={onClose}>
			<IbanForm
				prefill={{
					iban: text("iban"),
					clientId: Number(text("client")) || 0,
					clientName: text("nom"),
				}}
				onSaved={(row) => go(`/ibans/${row.id}`)}
				onCancel={onClose}
			/>
		</SidePanel>
	);
}

function KnownIban({ id, onClose }: { id: number; onClose: () => void }) {
	const account = useAccount(id);
	const { can } = useSession();
	const [editing, setEditing] = useState(false);
	if (account.error) {
		return (
			<SidePanel title={t.details} onClose={onClose}>
				<ErrorNotice error={account.error} onRetry={() => void account.refetch()} />
			</SidePanel>
		);
	}
	if (!account.data) return null;
	const row = account.data;
	return (
		<SidePanel
			title={row.ibanShown}
			onClose={onClose}
			actions={<CopyButton text={row.iban} label={t.copyIban} />}
		>
			{editing ? (
				<IbanForm row={row} onSaved={() => setEditing(false)} onCancel={() => setEditing(false)} />
			) : (
				<>
					<Group gap={8} mb={12}>
						<Button component={Link} to={`/releves?compte=${row.id}`} variant="default">
							{t.seeStatements} ({formatCount(row.statements)})
						</Button>
						<Button component={Link} to={`/envois?compte=${row.id}`} variant="default">
							{t.seeDeliveries}
						</Button>
						<Button component={Link} to={`/diagnostic/${row.id}`} variant="default">
							{t.seeDiagnostic}
						</Button>
						{row.statements > 0 && (
							<Button component={Link} to={`/soldes?compte=${row.id}`} variant="default">
								{fr.trend.open}
							</Button>
						)}
						{row.statements > 0 && <PrintPeriod row={row} />}
						{can("edit_clients") && (
							<Button variant="default" onClick={() => setEditing(true)}>
								{fr.common.edit}
							</Button>
						)}
						{can("associate") && row.connectorId > 0 && <SendHistory row={row} />}
						{can("manage_firms") && <TransferIban row={row} />}
					</Group>
					<Ribbon iban={row.iban} />
					<MissingAtPartner row={row} />
					<IbanFields row={row} />
					<MandateSection row={row} />
					<Aliases row={row} />
				</>
			)}
		</SidePanel>
	);
}

function IbanFields({ row }: { row: AccountRow }) {
	const [choosing, setChoosing] = useState(false);
	return (
		<Fields>
			<Field label={t.client}>{row.clientName}</Field>
			<Field label={t.reference}>{row.reference}</Field>
			<Field label={t.siret}>{formatSiret(row.siret)}</Field>
			<Field label={t.firm}>{row.firmName}</Field>
			<Field label={fr.portfolio.responsable}>{row.responsable}</Field>
			<Field label={t.bank}>{row.bank}</Field>
			<Field label={t.connector}>
				<ConnectorChoice row={row} opened={choosing} onOpened={setChoosing} />
			</Field>
			<PartnerFolder row={row} />
			<Field label={t.holder}>{row.holder}</Field>
			<Field label={t.collectFrom}>{row.collectFrom && formatDay(row.collectFrom)}</Field>
			<Field label={t.ledger}>{row.ledgerAccount}</Field>
			<Field label={t.journal}>{row.journalCode}</Field>
			<Field label={t.lastStatement}>
				{row.lastOn ? formatDay(row.lastOn) : <span className="dim">{t.noStatement}</span>}
			</Field>
		</Fields>
	);
}
