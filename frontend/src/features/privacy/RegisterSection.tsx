import { Button, Group, Select } from "@mantine/core";
import { useState } from "react";
import { api, copyText } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import { useSession } from "../session/session";
import classes from "./privacy.module.css";
import { useRegister } from "./queries";

const t = fr.privacy;

/** What a firm can put into its record of processing. */
export function RegisterSection() {
	const { me } = useSession();
	const [firmId, setFirm] = useState(me.firms[0]?.id ?? 0);
	if (!firmId) return null;
	return (
		<section aria-labelledby="register">
			<h2 id="register">{t.register}</h2>
			<p className={classes.lead}>{t.registerLead}</p>
			{me.firms.length > 1 && (
				<Select
					label={t.firm}
					w={320}
					mb={12}
					allowDeselect={false}
					data={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
					value={String(firmId)}
					onChange={(id) => id && setFirm(Number(id))}
				/>
			)}
			<Sheet firmId={firmId} />
		</section>
	);
}

function Sheet({ firmId }: { firmId: number }) {
	const register = useRegister(firmId);
	const save = useChange(
		(_: undefined) => api.privacies.SaveRegister(firmId),
		(path) => path && notify(t.saved(path)),
		notifyError,
	);
	if (register.error) {
		return <ErrorNotice error={register.error} onRetry={() => void register.refetch()} />;
	}
	if (!register.data) return null;
	const { sections, text } = register.data;
	return (
		<>
			<Group gap={8}>
				<Button
					variant="default"
					onClick={async () => {
						await copyText(text);
						notify(t.copied);
					}}
				>
					{t.copy}
				</Button>
				<Button variant="default" loading={save.isPending} onClick={() => save.mutate(undefined)}>
					{t.save}
				</Button>
			</Group>
			<div className={classes.sheet}>
				{sections.map((s) => (
					<div key={s.title}>
						<h3>{s.title}</h3>
						<ul>
							{s.lines.map((line) => (
								<li key={line}>{line}</li>
							))}
						</ul>
					</div>
				))}
			</div>
		</>
	);
}
