import { useState } from "react";
import type { RosterDone as Done, RosterForm as Form, RosterPlan } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { useApply, usePreview } from "./queries";
import { RosterDone } from "./RosterDone";
import { RosterForm } from "./RosterForm";
import { ApplyBar, RosterPreview } from "./RosterPreview";
import classes from "./roster.module.css";

const t = fr.roster;

interface Previewed {
	form: Form;
	plan: RosterPlan;
}

/** « Importer une liste »: a file, its preview, then exactly what was previewed. */
export function RosterPage() {
	const [previewed, setPreviewed] = useState<Previewed | null>(null);
	const [done, setDone] = useState<Done | null>(null);
	const apply = useApply(setDone);
	const preview = usePreview((plan, form) => {
		apply.reset();
		setPreviewed({ form: { ...form, token: plan.token }, plan });
	});
	const another = () => {
		setPreviewed(null);
		setDone(null);
		apply.reset();
	};
	if (done) {
		return (
			<Page title={t.title}>
				<Scroll>
					<RosterDone done={done} onAnother={another} />
				</Scroll>
			</Page>
		);
	}
	if (!previewed) {
		return (
			<Page title={t.title}>
				<Scroll>
					<RosterForm
						pending={preview.isPending}
						error={preview.error}
						onPreview={(path, firmId) => preview.mutate({ path, firmId, token: "" })}
					/>
				</Scroll>
			</Page>
		);
	}
	const { form, plan } = previewed;
	const error = apply.error ?? preview.error;
	return (
		<Page
			title={`${t.title} : ${plan.file}`}
			actions={
				<ApplyBar
					plan={plan}
					pending={apply.isPending}
					onApply={() => apply.mutate(form)}
					onAnother={another}
				/>
			}
		>
			{error && (
				<div className={classes.notice}>
					<ErrorNotice
						error={error}
						onRetry={error.code === "conflict" ? () => preview.mutate(form) : undefined}
					/>
				</div>
			)}
			<RosterPreview plan={plan} />
		</Page>
	);
}
