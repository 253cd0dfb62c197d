import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import type { ConnectorRow } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { useConnectors, useConnectorUse, useHandOver } from "./queries";

const t = fr.connectors;

interface Props {
	row: ConnectorRow;
	onDone: (said: string) => void;
}

/** Gives the IBANs of a connector to another one of the firm, or to none, and removes it at once. */
export function HandOver({ row, onDone }: Props) {
	const [to, setTo] = useState("0");
	const use = useConnectorUse(row.id);
	const connectors = useConnectors(row.firmId);
	const handOver = useHandOver(row.id, (n) => onDone(t.handedOver(n, row.name)));
	if (!use.data) return use.error && <ErrorNotice error={use.error} />;
	if (use.data.open > 0) return <Notice kind="warn">{t.handOverOpen(use.data.open)}</Notice>;
	const others = connectors.data?.filter((c) => c.id !== row.id) ?? [];
	return (
		<Stack gap={10} component="section" aria-label={t.handOver}>
			<h3>{t.handOver}</h3>
			<NativeSelect
				label={t.handOverTo}
				description={t.handOverWaiting(use.data.waiting)}
				data={[
					{ value: "0", label: fr.ibans.noConnector },
					...others.map((c) => ({ value: String(c.id), label: c.name })),
				]}
				value={to}
				onChange={(event) => setTo(event.currentTarget.value)}
			/>
			{handOver.error && <ErrorNotice error={handOver.error} />}
			<Group justify="flex-end">
				<Button
					color="red.9"
					loading={handOver.isPending}
					onClick={() => handOver.mutate(Number(to))}
				>
					{t.handOverSubmit}
				</Button>
			</Group>
		</Stack>
	);
}
