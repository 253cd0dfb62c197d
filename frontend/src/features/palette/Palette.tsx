import { Modal } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { useDialogs } from "../frame/dialogs";
import { PaletteBox } from "./PaletteBox";
import classes from "./palette.module.css";
import { usePaletteKey } from "./usePaletteKey";

/** Ctrl K: any client, IBAN, screen or action, by the keyboard alone. */
export function Palette() {
	const { open, show, hide } = useDialogs();
	const [stays, setStays] = useState(true);
	const opened = open === "palette";
	const start = () => {
		setStays(true);
		show("palette");
	};
	usePaletteKey(opened, opened ? hide : start);
	const leave = (goesElsewhere: boolean) => {
		setStays(!goesElsewhere);
		hide();
	};
	return (
		<Modal.Root
			opened={opened}
			onClose={hide}
			returnFocus={stays}
			centered={false}
			yOffset="10vh"
			size={620}
		>
			<Modal.Overlay />
			<Modal.Content aria-label={fr.palette.title}>
				<div className={classes.palette}>
					<PaletteBox onLeave={leave} />
				</div>
			</Modal.Content>
		</Modal.Root>
	);
}
