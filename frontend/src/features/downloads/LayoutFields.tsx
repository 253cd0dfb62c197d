import { Group, NativeSelect } from "@mantine/core";
import { fr } from "../../i18n/fr";

const t = fr.downloads;

/** What the file is written in, and whether it is an archive of several. */
export interface Layout {
	/** "" for CFONB120 as the banks wrote it. */
	format: string;
	byClient: boolean;
	/** Most megabytes a file; 0 for any size. */
	mostMb: number;
}

export const PLAIN: Layout = { format: "", byClient: false, mostMb: 0 };

const CUTS = [
	{ byClient: false, mostMb: 0, label: t.cuts.none },
	{ byClient: true, mostMb: 0, label: t.cuts.client },
	{ byClient: false, mostMb: 5, label: t.cuts.most(5) },
	{ byClient: false, mostMb: 20, label: t.cuts.most(20) },
];

interface Props {
	value: Layout;
	onChange: (layout: Layout) => void;
}

/** Format and cut of the global file. */
export function LayoutFields({ value, onChange }: Props) {
	const { cfonb120, ...others } = fr.exports.formats;
	const cut = CUTS.findIndex((c) => c.byClient === value.byClient && c.mostMb === value.mostMb);
	return (
		<Group gap={12} grow>
			<NativeSelect
				label={t.format}
				value={value.format}
				data={[
					{ value: "", label: cfonb120 ?? "" },
					...Object.entries(others).map(([format, label]) => ({ value: format, label })),
				]}
				onChange={(event) => onChange({ ...value, format: event.currentTarget.value })}
			/>
			<NativeSelect
				label={t.cut}
				value={String(cut)}
				data={CUTS.map((c, i) => ({ value: String(i), label: c.label }))}
				onChange={(event) => {
					const { byClient, mostMb } = CUTS[Number(event.currentTarget.value)] ?? PLAIN;
					onChange({ ...value, byClient, mostMb });
				}}
			/>
		</Group>
	);
}
