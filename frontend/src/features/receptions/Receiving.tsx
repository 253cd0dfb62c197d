import { Button, Progress } from "@mantine/core";
import type { ReceptionDetails } from "../../api";
import { fr } from "../../i18n/fr";
import connectors from "../connectors/connectors.module.css";
import { useLookNow, useReceiving, useStopReceiving } from "./queries";

const t = fr.receptions;

/** « Relever maintenant », and how it goes, with its cancel. */
export function Receiving({ reception }: { reception: ReceptionDetails }) {
	const { row, canLook } = reception;
	const look = useLookNow(row.id);
	const stop = useStopReceiving();
	const now = useReceiving(row.id);
	const off = !canLook || row.missing !== "" || row.paused || row.elsewhere !== "";
	const share = now && now.size > 0 ? Math.round((now.fetched * 100) / now.size) : 0;
	return (
		<section className={connectors.part} aria-label={t.now} aria-busy={now !== undefined}>
			<div className={connectors.row}>
				{/* It stays where it was: a second click on it must not stop what the first one began. */}
				<Button
					disabled={off || now !== undefined}
					loading={look.isPending}
					onClick={() => look.mutate(undefined)}
				>
					{t.now}
				</Button>
				{now && (
					<Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
						{t.stop}
					</Button>
				)}
				<span className="dim" role="status">
					{now ? said(now) : t.rhythm(oftenOf(reception))}
				</span>
			</div>
			{now?.name && (
				<Progress.Root size={8}>
					<Progress.Section value={now.importing ? 100 : share} aria-label={t.progress} />
				</Progress.Root>
			)}
		</section>
	);
}

/** How often the source is looked into, as its setting says. */
function oftenOf({ connector: { partner, settings } }: ReceptionDetails): string {
	const every = partner.settings.find((f) => f.key === "every");
	const value = settings.every || every?.default;
	return every?.options.find((o) => o.value === value)?.label ?? t.everyMinute;
}

function said(now: NonNullable<ReturnType<typeof useReceiving>>): string {
	if (!now.name) return t.looking;
	const doing = now.importing ? t.importing(now.name) : t.fetching(now.name);
	return now.left > 1 ? `${doing} ${t.left(now.left - 1)}` : doing;
}
