import { Radio, Stack } from "@mantine/core";
import type { TableDoubt, TableMapping } from "../../api";
import { fr } from "../../i18n/fr";
import { Notice } from "../../ui/Notice";

const t = fr.imports.mapping;

interface Props {
	doubts: readonly TableDoubt[];
	mapping: TableMapping;
	onChange: (part: Partial<TableMapping>) => void;
}

/** What the table leaves open, asked one by one: nothing of it is guessed. */
export function MappingDoubts({ doubts, mapping, onChange }: Props) {
	if (doubts.length === 0) return null;
	return (
		<Notice kind="warn">
			<strong>{t.doubts}</strong>
			<Stack gap={10} mt={6}>
				{doubts.map((d) => (
					<Radio.Group
						key={d.field}
						label={d.question}
						value={String(mapping[d.field as keyof TableMapping] ?? "")}
						onChange={(value) => onChange({ [d.field]: value })}
					>
						<Stack gap={4} mt={4}>
							{d.options.map((o) => (
								<Radio key={o.value} size="xs" value={o.value} label={o.label} />
							))}
						</Stack>
					</Radio.Group>
				))}
			</Stack>
		</Notice>
	);
}
