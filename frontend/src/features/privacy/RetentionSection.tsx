import { Button, NumberInput } from "@mantine/core";
import { useState } from "react";
import type { RetentionRule } from "../../api";
import { fr } from "../../i18n/fr";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import classes from "./privacy.module.css";
import { useRetention, useSetRetention } from "./queries";

const t = fr.privacy;

/** How long each firm keeps a client after its mission. */
export function RetentionSection() {
	const retention = useRetention();
	return (
		<section aria-labelledby="retention">
			<h2 id="retention">{t.retention}</h2>
			<p className={classes.lead}>{t.retentionLead}</p>
			{retention.error && (
				<ErrorNotice error={retention.error} onRetry={() => void retention.refetch()} />
			)}
			{retention.data?.canEdit && (
				<div className={classes.rules}>
					{retention.data.rules.map((rule) => (
						<RuleForm key={`${rule.firmId}-${rule.years}`} rule={rule} />
					))}
				</div>
			)}
			{retention.data && !retention.data.canEdit && (
				<Fields>
					{retention.data.rules.map((rule) => (
						<Field key={rule.firmId} label={rule.firmName}>
							{t.yearsOf(rule.years)}
						</Field>
					))}
				</Fields>
			)}
		</section>
	);
}

function RuleForm({ rule }: { rule: RetentionRule }) {
	const [years, setYears] = useState<number | string>(rule.years);
	const save = useSetRetention(() => notify(t.yearsSaved));
	const wrong = typeof years !== "number" || years < 1 || years > 50;
	return (
		<form
			className={classes.rule}
			aria-label={rule.firmName}
			onSubmit={(event) => {
				event.preventDefault();
				if (!wrong) save.mutate({ firmId: rule.firmId, years });
			}}
		>
			<NumberInput
				label={t.years(rule.firmName)}
				value={years}
				onChange={setYears}
				allowDecimal={false}
				allowNegative={false}
				clampBehavior="none"
				error={wrong ? t.badYears : save.error?.message}
				w={320}
			/>
			<Button
				type="submit"
				variant="default"
				disabled={wrong || years === rule.years}
				loading={save.isPending}
			>
				{fr.common.save}
			</Button>
		</form>
	);
}
