import { Button, Checkbox, Group, Stack, Table } from "@mantine/core";
import { useState } from "react";
import type { CompanyCard, Firm } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { type Change, changed, changesOf } from "./changes";
import { useSaveFirmCard } from "./queries";

const t = fr.registry;

interface Props {
	firm: Firm;
	card: CompanyCard;
	onClose: () => void;
}

/** The fields that differ, old beside new. What is empty is chosen already. */
export function FirmChanges({ firm, card, onClose }: Props) {
	const changes = changesOf(firm, card);
	const [chosen, setChosen] = useState(
		() => new Set<string>(changes.filter((c) => c.now === "").map((c) => c.key)),
	);
	const back = useSaveFirmCard(() => notify(fr.common.undone));
	const save = useSaveFirmCard((saved) => {
		notify(t.firmSaved(saved.name), () => back.mutate(firm));
		onClose();
	});
	const toggle = (key: string) => {
		const next = new Set(chosen);
		if (!next.delete(key)) next.add(key);
		setChosen(next);
	};
	if (changes.length === 0) return <p>{t.upToDate(firm.name)}</p>;
	return (
		<Stack gap={12}>
			<p className="dim">{t.completeLead(firm.name)}</p>
			<ChangesTable changes={changes} chosen={chosen} onToggle={toggle} />
			{save.error && <ErrorNotice error={save.error} />}
			<Group gap={8} justify="flex-end">
				<Button variant="default" onClick={onClose}>
					{fr.common.cancel}
				</Button>
				<Button
					disabled={chosen.size === 0}
					loading={save.isPending}
					onClick={() => save.mutate(changed(firm, changes, chosen))}
				>
					{t.apply(chosen.size)}
				</Button>
			</Group>
		</Stack>
	);
}

interface TableProps {
	changes: readonly Change[];
	chosen: ReadonlySet<string>;
	onToggle: (key: string) => void;
}

function ChangesTable({ changes, chosen, onToggle }: TableProps) {
	return (
		<Table aria-label={t.changes}>
			<Table.Thead>
				<Table.Tr>
					<Table.Th>{t.field}</Table.Th>
					<Table.Th>{t.now}</Table.Th>
					<Table.Th>{t.told}</Table.Th>
				</Table.Tr>
			</Table.Thead>
			<Table.Tbody>
				{changes.map((c) => (
					<Table.Tr key={c.key}>
						<Table.Td>
							<Checkbox
								label={c.label}
								checked={chosen.has(c.key)}
								onChange={() => onToggle(c.key)}
							/>
						</Table.Td>
						<Table.Td className={c.now ? undefined : "dim"}>{c.nowShown}</Table.Td>
						<Table.Td>{c.toldShown}</Table.Td>
					</Table.Tr>
				))}
			</Table.Tbody>
		</Table>
	);
}
