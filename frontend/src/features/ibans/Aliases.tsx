import { ActionIcon, Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { AccountRow } from "../../api";
import { fr } from "../../i18n/fr";
import { normalizeIban } from "../../lib/iban";
import { ErrorNotice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import { useSession } from "../session/session";
import { useAddAlias, useAliases, useRemoveAlias } from "./caseQueries";
import classes from "./mandate.module.css";

const t = fr.aliases;

/** The other numbers of an account, from before or after a bank merger. */
export function Aliases({ row }: { row: AccountRow }) {
	const { can } = useSession();
	const list = useAliases(row.id).data;
	const [adding, setAdding] = useState(false);
	const remove = useRemoveAlias(row.id, () => notify(t.removed));
	if (!list) return null;
	return (
		<section className={classes.mandate} aria-labelledby="aliases">
			<h3 id="aliases">{t.title}</h3>
			<p className="dim">{t.help}</p>
			{list.length === 0 && !adding && <p>{t.none}</p>}
			<ul aria-labelledby="aliases" style={{ margin: 0, padding: 0, listStyle: "none" }}>
				{list.map((a) => (
					<li key={a.key} style={{ display: "flex", alignItems: "center", gap: 8 }}>
						<span className="tabular">{a.shown}</span>
						{can("edit_clients") && (
							<ActionIcon
								aria-label={t.remove(a.shown)}
								onClick={() => remove.mutate(a.key, { onError: notifyError })}
							>
								<IconTrash size={16} />
							</ActionIcon>
						)}
					</li>
				))}
			</ul>
			{adding ? (
				<AddAlias id={row.id} onEnd={() => setAdding(false)} />
			) : (
				can("edit_clients") && (
					<Button variant="default" onClick={() => setAdding(true)}>
						{t.add}
					</Button>
				)
			)}
		</section>
	);
}

function AddAlias({ id, onEnd }: { id: number; onEnd: () => void }) {
	const [iban, setIban] = useState("");
	const [current, setCurrent] = useState(false);
	const add = useAddAlias(id, () => {
		notify(t.added);
		onEnd();
	});
	return (
		<form
			aria-label={t.add}
			onSubmit={(event) => {
				event.preventDefault();
				add.mutate({ iban: normalizeIban(iban), current });
			}}
		>
			<Stack gap={10}>
				<TextInput
					label={t.iban}
					autoFocus
					spellCheck={false}
					value={iban}
					onChange={(event) => setIban(event.currentTarget.value)}
				/>
				<Checkbox
					label={t.current}
					description={t.currentHelp}
					checked={current}
					onChange={(event) => setCurrent(event.currentTarget.checked)}
				/>
				{add.error && <ErrorNotice error={add.error} />}
				<Group gap={8}>
					<Button type="submit" loading={add.isPending} disabled={!iban.trim()}>
						{fr.common.add}
					</Button>
					<Button variant="default" onClick={onEnd}>
						{fr.common.cancel}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
