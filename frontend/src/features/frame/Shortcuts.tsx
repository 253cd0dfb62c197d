import { Kbd, Modal } from "@mantine/core";
import { fr } from "../../i18n/fr";
import { useDialogs } from "./dialogs";
import classes from "./frame.module.css";

/** The list of the keyboard's shortcuts. */
export function Shortcuts() {
	const { open, hide } = useDialogs();
	return (
		<Modal
			opened={open === "shortcuts"}
			onClose={hide}
			title={fr.shortcuts.title}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<table className={classes.keys}>
				<tbody>
					{fr.shortcuts.list.map(([keys, what]) => (
						<tr key={keys}>
							<th scope="row">
								{keys.split(" ").map((k) => (
									<Kbd key={k} mr={4}>
										{k}
									</Kbd>
								))}
							</th>
							<td>{what}</td>
						</tr>
					))}
				</tbody>
			</table>
		</Modal>
	);
}
