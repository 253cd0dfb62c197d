import { Button } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { ConnectorDetails, ConnectorTrial } from "../../api";
import { fr } from "../../i18n/fr";
import { CopyButton } from "../../ui/CopyButton";
import { ErrorNotice } from "../../ui/Notice";
import classes from "./connectors.module.css";
import { QuestionDialog } from "./Questions";
import { useTrial } from "./queries";
import { wordsOf } from "./words";

const t = fr.connectors;

/** « Tester la connexion », with what each step found, and what it asks before it can go on. */
export function Trial({ connector }: { connector: ConnectorDetails }) {
	const trial = useTrial(connector.row.id);
	const [closed, setClosed] = useState(false);
	const test = () => {
		setClosed(false);
		trial.mutate(undefined);
	};
	const question = closed || trial.isPending ? undefined : trial.data?.questions[0];
	return (
		<section className={classes.part} aria-busy={trial.isPending}>
			<h3>{t.trial}</h3>
			<div className={classes.row}>
				<Button variant="default" loading={trial.isPending} onClick={test}>
					{t.test}
				</Button>
				<span className="dim">{wordsOf(connector.row).testHelp}</span>
			</div>
			<div aria-live="polite" className={classes.part}>
				{trial.error && <ErrorNotice error={trial.error} />}
				{trial.data && !trial.isPending && (
					<Found trial={trial.data} code={wordsOf(connector.row).code} />
				)}
			</div>
			{question && (
				<QuestionDialog
					connector={connector}
					question={question}
					onAnswered={test}
					onClose={() => setClosed(true)}
				/>
			)}
		</section>
	);
}

function Found({ trial, code }: { trial: ConnectorTrial; code: string }) {
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
					{code} <code>{trial.code}</code>
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
