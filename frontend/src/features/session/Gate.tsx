import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import { toApiError } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { RescueForm } from "../backups/RescueForm";
import { FirstStart } from "./FirstStart";
import { SignIn } from "./SignIn";
import { SessionProvider, useStart } from "./session";
import classes from "./session.module.css";

/** Lets in who is signed in; the address stays, so that one comes back where one was. */
export function Gate({ children }: { children: ReactNode }) {
	const start = useStart();
	if (start.error) {
		return (
			<main className={classes.screen}>
				<div className={`${classes.card} ${classes.wide}`}>
					<h1 className={classes.brand}>{fr.app.name}</h1>
					<ErrorNotice error={start.error} onRetry={() => void start.refetch()} />
					{toApiError(start.error).code === "unreadable" && <RescueForm />}
				</div>
			</main>
		);
	}
	if (!start.data) {
		return (
			<main className={classes.screen} aria-busy="true">
				<Loader size="sm" aria-label={fr.common.loading} />
			</main>
		);
	}
	if (start.data.firstStart) return <FirstStart />;
	if (!start.data.me) return <SignIn start={start.data} />;
	return (
		<SessionProvider key={start.data.me.staffId} start={start.data} me={start.data.me}>
			{children}
		</SessionProvider>
	);
}
