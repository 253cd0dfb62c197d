import { Menu } from "@mantine/core";
import type { ReactElement } from "react";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";
import { useAddConnector, usePartners } from "./queries";

const t = fr.connectors;

interface Props {
	firmId: number;
	/** The button that opens the choice. */
	children: ReactElement;
}

/** « Choisir »: the catalogue. Choosing adds the connector at once. */
export function AddConnector({ firmId, children }: Props) {
	const partners = usePartners();
	const add = useAddConnector(firmId, (row) => notify(t.added(row.name)));
	return (
		<Menu position="bottom-end" width={240} withinPortal>
			<Menu.Target>{children}</Menu.Target>
			<Menu.Dropdown>
				<Menu.Label>{t.choose}</Menu.Label>
				{partners.data?.map((p) => (
					<Menu.Item
						key={p.key}
						rightSection={<span className="dim">{p.modeName}</span>}
						onClick={() => add.mutate(p.key, { onError: notifyError })}
					>
						{p.name}
					</Menu.Item>
				))}
				{partners.error && <Menu.Label>{partners.error.message}</Menu.Label>}
			</Menu.Dropdown>
		</Menu>
	);
}
