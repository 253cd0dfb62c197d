import { useMediaQuery } from "@mantine/hooks";
import { useRef, useState } from "react";
import { Outlet } from "react-router";
import { z } from "zod";
import { fr } from "../../i18n/fr";
import { recall, remember } from "../../lib/store";
import { useKeys } from "../../ui/useKeys";
import { DownloadDialog } from "../downloads/DownloadDialog";
import { useHelpKey } from "../help/useHelpKey";
import { ImportDialog } from "../imports/ImportDialog";
import { Palette } from "../palette/Palette";
import { PasswordDialog } from "../session/PasswordDialog";
import { useDialogs } from "./dialogs";
import classes from "./frame.module.css";
import { Menu } from "./Menu";
import { Shortcuts } from "./Shortcuts";
import { StatusLine } from "./StatusLine";

const FOLDED = "sobank.menu.folded";

/** The window: menu, screen, status line, and the dialogs of every screen. */
export function Frame() {
	const [folded, setFolded] = useState(() => recall(FOLDED, z.boolean(), false));
	const narrow = useMediaQuery("(max-width: 900px)");
	const { show } = useDialogs();
	const main = useRef<HTMLElement>(null);
	useHelpKey();
	useKeys({ "?": () => show("shortcuts"), i: () => show("import") });
	const fold = () => {
		setFolded(!folded);
		remember(FOLDED, !folded);
	};
	return (
		<div className={classes.frame}>
			<button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
				{fr.menu.skip}
			</button>
			<Menu folded={folded || narrow} onFold={narrow ? undefined : fold} />
			<main ref={main} className={classes.main} tabIndex={-1}>
				<Outlet />
			</main>
			<StatusLine />
			<ImportDialog />
			<DownloadDialog />
			<Shortcuts />
			<PasswordDialog />
			<Palette />
		</div>
	);
}
