import { Menu } from "@mantine/core";
import type { ReactElement } from "react";
import type { Partner } from "../../api";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";
import { useAddConnector, usePartners } from "./queries";

const t = fr.connectors;

interface Props {
	firmId: number;
	/** The button that opens the choice. */
	children: ReactElement;
}

/**
 * « Choisir »: the partners, then what stands for any other tool. Choosing adds the connector at
 * once.
 */
export function AddConnector({ firmId, children }: Props) {
	const partners = usePartners();
	const add = useAddConnector(firmId, (row) => notify(t.added(row.name)));
	const item = (p: Partner) => (
		<Menu.Item
			key={p.key}
			rightSection={<span className="dim">{p.modeName}</span>}
			onClick={() => add.mutate(p.key, { onError: notifyError })}
		>
			{p.name}
		</Menu.Item>
	);
	return (
		<Menu position="bottom-end" width={240} withinPortal>
			<Menu.Target>{children}</Menu.Target>
			<Menu.Dropdown>
				<Menu.Label>{t.choose}</Menu.Label>
				{partners.data?.filter((p) => !p.other).map(item)}
				<Menu.Divider />
				<Menu.Label>{t.otherTool}</Menu.Label>
				{partners.data?.filter((p) => p.other).map(item)}
				{partners.error && <Menu.Label>{partners.error.message}</Menu.Label>}
			</Menu.Dropdown>
		</Menu>
	);
}
