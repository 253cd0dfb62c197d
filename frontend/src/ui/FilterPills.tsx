import { Pill } from "@mantine/core";
import { useParams } from "../data/useParams";
import { fr } from "../i18n/fr";

/** A filter that is on: its name in the address, the value, and what it is called. */
export interface FilterOn {
	name: string;
	v: string;
	label: string;
}

/** The filters that are on, each with its cross. */
export function FilterPills({ on }: { on: readonly FilterOn[] }) {
	const { list, set } = useParams();
	return on.map((f) => (
		<Pill
			key={`${f.name}-${f.v}`}
			size="md"
			withRemoveButton
			removeButtonProps={{
				"aria-label": `${fr.common.clear} ${f.label}`,
				tabIndex: 0,
				"aria-hidden": false,
			}}
			onRemove={() => set({ [f.name]: list(f.name).filter((v) => v !== f.v) })}
		>
			{f.label}
		</Pill>
	));
}
