import { Button } from "@mantine/core";
import type { ApiError } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { useSession } from "../session/session";
import { numberOf } from "./number";
import classes from "./registry.module.css";
import { useNewClient } from "./useNewClient";

const t = fr.registry;

interface Props {
	error: ApiError;
	/** What was looked for: it begins the form that is filled by hand. */
	typed: string;
	onRetry: () => void;
}

/** What failed, what to do, and the way on: typing by hand works without any register. */
export function Trouble({ error, typed, onRetry }: Props) {
	return (
		<div className={classes.answer}>
			<ErrorNotice error={error} onRetry={error.code === "invalid" ? undefined : onRetry} />
			<ByHand typed={typed} />
		</div>
	);
}

/** Opens the client's form with what was typed. */
export function ByHand({ typed }: { typed: string }) {
	const { can } = useSession();
	const open = useNewClient();
	if (!can("edit_clients")) return null;
	const siret = numberOf(typed);
	return (
		<div>
			<Button variant="default" onClick={() => open({ name: siret ? "" : typed.trim(), siret })}>
				{t.byHand}
			</Button>
		</div>
	);
}
