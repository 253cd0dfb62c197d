import { Link } from "react-router";
import type { JournalRow } from "../../api";
import { fr } from "../../i18n/fr";
import { addressOf } from "./address";

const t = fr.journal;

interface Props {
	row: JournalRow;
	/** In the list the keyboard moves by lines: it reaches the link from the panel. */
	inList?: boolean;
}

/** What was done something to: a link while its screen is there, « effacé » once it is gone. */
export function ObjectLink({ row, inList }: Props) {
	if (row.objectId === 0) return inList ? null : <span className="dim">{t.noObject}</span>;
	if (!row.objectName) return <span className="dim">{t.erased}</span>;
	const address = addressOf(row);
	if (!address) return row.objectName;
	return (
		<Link to={address} tabIndex={inList ? -1 : undefined}>
			{row.objectName}
		</Link>
	);
}
