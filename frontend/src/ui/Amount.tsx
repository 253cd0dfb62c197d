import { fr } from "../i18n/fr";
import { formatAmount } from "../lib/money";

interface Props {
	minor: number | null | undefined;
	decimals: number;
}

/** An amount in tabular figures; an unknown one says so. */
export function Amount({ minor, decimals }: Props) {
	if (minor == null) return <span className="dim">{fr.statements.unknownAmount}</span>;
	return <span className="tabular">{formatAmount(minor, decimals)}</span>;
}
