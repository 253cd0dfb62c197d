import { Menu } from "@mantine/core";
import type { ReactElement } from "react";
import { useNavigate } from "react-router";
import { fr } from "../../i18n/fr";
import { notify } from "../../ui/notify";
import { receptionAddress } from "./address";
import { useAddReception, useKinds } from "./queries";

const t = fr.receptions;

interface Props {
	firmId: number;
	/** The button that opens the choice. */
	children: ReactElement;
}

/** « Choisir » what statements are received from; its page opens at once, to be filled in. */
export function AddReception({ firmId, children }: Props) {
	const kinds = useKinds();
	const navigate = useNavigate();
	const add = useAddReception(firmId, (row) => {
		notify(t.added(row.name));
		void navigate(receptionAddress(firmId, row.id));
	});
	return (
		<Menu position="bottom-end" width={260} withinPortal>
			<Menu.Target>{children}</Menu.Target>
			<Menu.Dropdown>
				<Menu.Label>{t.choose}</Menu.Label>
				{kinds.data?.map((kind) => (
					<Menu.Item key={kind.key} onClick={() => add.mutate(kind.key)}>
						{kind.name}
					</Menu.Item>
				))}
				{kinds.error && <Menu.Label>{kinds.error.message}</Menu.Label>}
			</Menu.Dropdown>
		</Menu>
	);
}
