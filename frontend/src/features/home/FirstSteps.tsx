import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "react-router";
import { fr } from "../../i18n/fr";
import { useDialogs } from "../frame/dialogs";
import classes from "./home.module.css";

const t = fr.home;

/** What to do on the first day. */
export function FirstSteps({ hasAccounts }: { hasAccounts: boolean }) {
	const { show } = useDialogs();
	return (
		<section aria-labelledby="first-steps">
			<h2 id="first-steps">{t.emptyTitle}</h2>
			<p className="dim">{t.emptyLead}</p>
			<ol className={classes.steps}>
				<li>
					<div>
						<strong>{t.emptyIban}</strong>
						<p className="dim">{t.emptyIbanWhy}</p>
					</div>
					{hasAccounts ? (
						<span className={classes.quiet}>
							<IconCircleCheck size={18} aria-hidden />
							{fr.home.done}
						</span>
					) : (
						<Button component={Link} to="/ibans/nouveau">
							{fr.ibans.add}
						</Button>
					)}
				</li>
				<li>
					<div>
						<strong>{t.emptyImport}</strong>
						<p className="dim">{t.emptyImportWhy}</p>
					</div>
					<Button variant={hasAccounts ? "filled" : "default"} onClick={() => show("import")}>
						{fr.statements.import}
					</Button>
				</li>
			</ol>
		</section>
	);
}
