import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconDownload } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Count } from "../../api";
import { fr } from "../../i18n/fr";
import { useDialogs } from "../frame/dialogs";
import classes from "./home.module.css";

const t = fr.home;

/** What needs somebody: one sentence and one button a line. */
export function Needs({ places }: { places: readonly Count[] }) {
	const { show } = useDialogs();
	const count = (key: string) => places.find((p) => p.key === key)?.count ?? 0;
	const held = count("held");
	const aside = count("aside");
	const ready = count("downloadable");
	return (
		<section className={classes.part} aria-labelledby="needs">
			<h2 id="needs">{t.needs}</h2>
			{held + aside + ready === 0 ? (
				<p className={classes.quiet}>
					<IconCircleCheck size={18} aria-hidden />
					{t.nothing}
				</p>
			) : (
				<ul className={classes.needs}>
					{held > 0 && (
						<li>
							<IconAlertTriangle size={18} aria-hidden />
							<p>{t.held(held)}</p>
							<Button component={Link} to="/releves?place=held" variant="default">
								{t.heldAction}
							</Button>
						</li>
					)}
					{aside > 0 && (
						<li>
							<IconAlertTriangle size={18} aria-hidden />
							<p>{t.aside(aside)}</p>
							<Button component={Link} to="/ibans/sans-iban" variant="default">
								{t.asideAction}
							</Button>
						</li>
					)}
					{ready > 0 && (
						<li className={classes.ready}>
							<IconDownload size={18} aria-hidden />
							<p>{t.ready(ready)}</p>
							<Button variant="default" onClick={() => show("download")}>
								{t.readyAction}
							</Button>
						</li>
					)}
				</ul>
			)}
		</section>
	);
}
