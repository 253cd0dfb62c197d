import { IconCircle, IconCircleFilled } from "@tabler/icons-react";
import { fr } from "../../i18n/fr";
import classes from "./mandate.module.css";

const t = fr.ibans;
const LINE = ["created", "to_sign", "signed", "sent", "approved"];

/** The five dots with their names; none is lit when the mandate left the line. */
export function MandateLine({ dots }: { dots: number }) {
	return (
		<ol className={classes.line} aria-label={t.mandateLine}>
			{LINE.map((status, i) => {
				const name = t.mandates[status] ?? status;
				const on = i < dots;
				const Icon = on ? IconCircleFilled : IconCircle;
				return (
					<li
						key={status}
						className={`${on ? classes.on : ""} ${dots === 5 ? classes.good : ""}`}
						aria-current={i === dots - 1 ? "step" : undefined}
					>
						<Icon size={12} role="img" aria-label={t.mandateStep(name, i + 1, on)} />
						<span aria-hidden>{name}</span>
					</li>
				);
			})}
		</ol>
	);
}
