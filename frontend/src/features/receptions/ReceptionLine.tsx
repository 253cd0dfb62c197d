import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { ReceptionRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatRecent } from "../../lib/dates";
import { Notice } from "../../ui/Notice";
import connectors from "../connectors/connectors.module.css";
import { receptionAddress } from "./address";

const t = fr.receptions;

/** A source of the firm: where it is, when it was looked into, and what it lacks. */
export function ReceptionLine({ row }: { row: ReceptionRow }) {
	const to = receptionAddress(row.firmId, row.id);
	return (
		<li className={connectors.line}>
			<div className={connectors.top}>
				<Link to={to} className={connectors.name} aria-label={fr.connectors.open(row.name)}>
					{row.name}
				</Link>{" "}
				<span className="dim cut" title={row.place}>
					{row.place}
				</span>
			</div>
			<p className={connectors.health}>
				<span>{row.lookedAt ? t.lookedAt(formatRecent(row.lookedAt)) : t.neverLooked}</span>
				<span>{t.files(row.taken)}</span>
				{row.rejected > 0 && <Link to={to}>{t.rejected(row.rejected)}</Link>}
			</p>
			<Banner row={row} to={to} />
		</li>
	);
}

/** What keeps it from receiving, with the button that mends it. */
function Banner({ row, to }: { row: ReceptionRow; to: string }) {
	const said = bannerOf(row);
	if (!said) return null;
	return (
		<Notice
			kind={said.kind}
			actions={
				<Button component={Link} to={to} variant="default" size="compact-sm">
					{row.missing && !row.trouble ? fr.connectors.complete : t.see}
				</Button>
			}
		>
			{said.sentence}
		</Notice>
	);
}

/** The first thing that is wrong with a source, the gravest first. */
export function bannerOf(row: ReceptionRow): { kind: "bad" | "warn"; sentence: string } | null {
	if (row.trouble) return { kind: "bad", sentence: `${row.trouble} ${row.troubleHint}`.trim() };
	if (row.missing) return { kind: "warn", sentence: row.missing };
	if (row.paused) return { kind: "warn", sentence: t.pausedSentence };
	if (row.elsewhere) return { kind: "warn", sentence: row.elsewhere };
	if (row.problem) return { kind: "warn", sentence: `${row.problem} ${row.problemHint}`.trim() };
	return null;
}
