import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconDownload } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Count } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { useDialogs } from "../frame/dialogs";
import classes from "./home.module.css";
import { type Need, useNeeds } from "./useNeeds";

const t = fr.home;

/** What needs somebody: one sentence and one button a line. */
export function Needs({ places, all }: { places: readonly Count[]; all: readonly Count[] }) {
	const { needs, known, failed } = useNeeds(places, all);
	return (
		<section className={classes.part} aria-labelledby="needs">
			<h2 id="needs">{t.needs}</h2>
			{failed && <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />}
			{needs.length > 0 ? (
				<ul className={classes.needs}>
					{needs.map((n) => (
						<Line key={n.key} need={n} />
					))}
				</ul>
			) : (
				known &&
				!failed && (
					<p className={classes.quiet}>
						<IconCircleCheck size={18} aria-hidden />
						{t.nothing}
					</p>
				)
			)}
		</section>
	);
}

function Line({ need: { sentence, action, to } }: { need: Need }) {
	const { show } = useDialogs();
	const Icon = to ? IconAlertTriangle : IconDownload;
	return (
		<li className={to ? undefined : classes.ready}>
			<Icon size={18} aria-hidden />
			<p>{sentence}</p>
			{to ? (
				<Button component={Link} to={to} variant="default">
					{action}
				</Button>
			) : (
				<Button variant="default" onClick={() => show("download")}>
					{action}
				</Button>
			)}
		</li>
	);
}
