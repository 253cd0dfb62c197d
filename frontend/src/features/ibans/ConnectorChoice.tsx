import { IconChevronDown, IconChevronUp, IconPlus } from "@tabler/icons-react";
import type { AccountRow } from "../../api";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
import { ConnectorMenu } from "./ConnectorMenu";
import classes from "./ibans.module.css";
import { useAssociate } from "./useAssociate";

const t = fr.ibans;

interface Props {
	row: AccountRow;
	opened: boolean;
	onOpened: (opened: boolean) => void;
}

/** The connector of an IBAN, chosen where it stands: « + » « Ajouter un connecteur », « Choisir ». */
export function ConnectorChoice({ row, opened, onOpened }: Props) {
	const { can } = useSession();
	const associate = useAssociate();
	if (!can("associate")) {
		return row.connectorName || <span className="dim">{t.noConnector}</span>;
	}
	const text = opened ? t.choose : row.connectorName || t.addConnector;
	const Icon = opened ? IconChevronUp : IconChevronDown;
	return (
		<ConnectorMenu
			firmId={row.firmId}
			value={row.connectorId}
			opened={opened}
			onOpened={onOpened}
			onChoose={(connectorId, connectorName) =>
				associate.mutate({ rows: [row], connectorId, connectorName })
			}
		>
			<button
				type="button"
				className={`${classes.choice} ${row.connectorId > 0 ? "" : classes.add}`}
				aria-label={t.connectorFor(text, row.ibanShown)}
				aria-busy={associate.isPending}
			>
				{row.connectorId === 0 && !opened && <IconPlus size={14} aria-hidden />}
				<span className="cut">{text}</span>
				{(row.connectorId > 0 || opened) && <Icon size={14} aria-hidden />}
			</button>
		</ConnectorMenu>
	);
}
