import { Menu } from "@mantine/core";
import type { ReactElement } from "react";
import { fr } from "../../i18n/fr";
import { useConnectors } from "../connectors/queries";
import classes from "./ibans.module.css";

const t = fr.ibans;

interface Props {
	firmId: number;
	/** The connector that is chosen now, 0 for none; absent when there are several. */
	value?: number;
	opened: boolean;
	onOpened: (opened: boolean) => void;
	onChoose: (id: number, name: string) => void;
	/** The button that opens it. */
	children: ReactElement;
}

/** « Choisir »: the hint of the FAQ, « Aucun connecteur », then the connectors of the firm. */
export function ConnectorMenu(p: Props) {
	const connectors = useConnectors(p.firmId, p.opened);
	const choose = (id: number, name: string) => {
		p.onOpened(false);
		if (id !== p.value) p.onChoose(id, name);
	};
	const items = [
		{ id: 0, name: t.noConnector, modeName: "" },
		...(connectors.data ?? []).map(({ id, name, modeName }) => ({ id, name, modeName })),
	];
	return (
		<Menu
			opened={p.opened}
			onChange={p.onOpened}
			position="bottom-end"
			width={340}
			withinPortal
			closeOnItemClick={false}
		>
			<Menu.Target>{p.children}</Menu.Target>
			<Menu.Dropdown>
				<Menu.Label className={classes.hint}>{t.connectorHint}</Menu.Label>
				<Menu.RadioGroup
					value={p.value === undefined ? null : String(p.value)}
					aria-label={t.choose}
				>
					{items.map((c) => (
						<Menu.RadioItem
							key={c.id}
							value={String(c.id)}
							rightSection={<span className="dim">{c.modeName}</span>}
							onChange={() => choose(c.id, c.name)}
						>
							{c.name}
						</Menu.RadioItem>
					))}
				</Menu.RadioGroup>
				{connectors.isPending && <Menu.Label>{fr.common.loading}</Menu.Label>}
				{connectors.error && (
					<Menu.Label className={classes.hint}>{connectors.error.message}</Menu.Label>
				)}
			</Menu.Dropdown>
		</Menu>
	);
}
