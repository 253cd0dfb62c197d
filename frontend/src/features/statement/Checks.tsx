import { IconAlertTriangle, IconCheck, IconFile, IconMinus, IconX } from "@tabler/icons-react";
import type { StatementDetails } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import classes from "./statement.module.css";

const t = fr.statement;
const looks = {
	ok: [IconCheck, classes.good],
	wrong: [IconX, classes.bad],
	unknown: [IconMinus, classes.idle],
} as const;

/** What was verified, one sentence each; then the oddities of the file, then the files. */
export function Checks({ details }: { details: StatementDetails }) {
	return (
		<ul className={classes.checks} aria-label={t.checks}>
			{details.checks.map((check) => {
				const [Icon, tone] = looks[check.verdict as keyof typeof looks] ?? looks.unknown;
				return (
					<li key={check.kind + check.sentence}>
						<Icon
							size={16}
							className={tone}
							role="img"
							aria-label={t.verdict[check.verdict] ?? t.verdict.unknown}
						/>
						<span>{check.sentence}</span>
					</li>
				);
			})}
			{details.warnings.length > 0 && <Warnings warnings={details.warnings} />}
			{details.sources.length > 0 && (
				<li>
					<IconFile size={16} className={classes.idle} aria-hidden />
					<span className="dim">
						{t.sources}{" "}
						{details.sources
							.map((s) => {
								const more = [
									t.line(s.line),
									formatInstant(s.receivedAt),
									s.handedOver ? t.handedOver : "",
								];
								return `${s.name} (${more.filter(Boolean).join(", ")})`;
							})
							.join(" · ")}
					</span>
				</li>
			)}
		</ul>
	);
}

function Warnings({ warnings }: Pick<StatementDetails, "warnings">) {
	return (
		<li>
			<IconAlertTriangle size={16} className={classes.warn} aria-hidden />
			<details open={warnings.length <= 2}>
				<summary>{t.warnings(warnings.length)}</summary>
				<ul>
					{warnings.map((w) => (
						<li key={`${w.file}-${w.line}-${w.field}-${w.message}`}>
							<span className="dim">
								{w.file}, {t.line(w.line)}
							</span>{" "}
							{w.message}
						</li>
					))}
				</ul>
			</details>
		</li>
	);
}
