import { Button } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import type { ConnectorDetails, ConnectorTrial } from "../../api";
import { fr } from "../../i18n/fr";
import { CopyButton } from "../../ui/CopyButton";
import { ErrorNotice } from "../../ui/Notice";
import classes from "./connectors.module.css";
import { useTrial } from "./queries";

const t = fr.connectors;

/** « Tester la connexion », with what each step found. */
export function Trial({ connector: { row } }: { connector: ConnectorDetails }) {
	const trial = useTrial(row.id);
	return (
		<section className={classes.part} aria-busy={trial.isPending}>
			<h3>{t.trial}</h3>
			<div className={classes.row}>
				<Button variant="default" loading={trial.isPending} onClick={() => trial.mutate(undefined)}>
					{t.test}
				</Button>
				<span className="dim">{t.testHelp}</span>
			</div>
			<div aria-live="polite" className={classes.part}>
				{trial.error && <ErrorNotice error={trial.error} />}
				{trial.data && !trial.isPending && <Found trial={trial.data} />}
			</div>
		</section>
	);
}

function Found({ trial }: { trial: ConnectorTrial }) {
	return (
		<>
			<strong className={trial.ok ? classes.good : classes.bad}>
				{trial.ok ? t.trialOk : t.trialBad}
			</strong>
			<ul className={classes.trial}>
				{trial.steps.map((s) => {
					const Icon = s.ok ? IconCheck : IconX;
					return (
						<li key={s.message}>
							<Icon
								size={16}
								role="img"
								aria-label={s.ok ? t.stepOk : t.stepBad}
								className={s.ok ? classes.good : classes.bad}
							/>
							<div>
								{s.message}
								{s.hint && <div className="dim">{s.hint}</div>}
							</div>
						</li>
					);
				})}
			</ul>
			{trial.code && (
				<p>
					{t.code} <code>{trial.code}</code>
				</p>
			)}
			{trial.requestId && (
				<p className={classes.row}>
					<span>
						{t.requestId} <code>{trial.requestId}</code>
					</span>
					<CopyButton text={trial.requestId} label={t.copyRequestId} />
				</p>
			)}
		</>
	);
}
