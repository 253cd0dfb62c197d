import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { Notice } from "../../ui/Notice";
import { useStart } from "./session";

/** Says that the machine's clock is late: what was done last is yet to come. */
export function ClockNotice() {
	const last = useStart().data?.clockBehind;
	if (!last) return null;
	return (
		<Notice kind="warn">
			<strong>{fr.start.clockBehind(formatInstant(last))}</strong>
			<div>{fr.start.clockBehindHint}</div>
		</Notice>
	);
}
