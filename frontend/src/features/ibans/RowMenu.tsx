import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { type AccountRow, copyText } from "../../api";
import { useGo } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { notify } from "../../ui/notify";

const t = fr.ibans;

interface Props {
	row: AccountRow;
	onApprove?: (row: AccountRow) => void;
}

/** The « … » at the end of a line. */
export function RowMenu({ row, onApprove }: Props) {
	const go = useGo();
	const navigate = useNavigate();
	const copy = async () => {
		await copyText(row.iban);
		notify(fr.common.copied);
	};
	return (
		<Menu position="bottom-end" withinPortal>
			<Menu.Target>
				<ActionIcon size={24} aria-label={t.menu(row.ibanShown)}>
					<IconDots size={16} />
				</ActionIcon>
			</Menu.Target>
			<Menu.Dropdown>
				<Menu.Item onClick={() => go(`/ibans/${row.id}`)}>{t.details}</Menu.Item>
				<Menu.Item onClick={() => void navigate(`/releves?compte=${row.id}`)}>
					{t.seeStatements}
				</Menu.Item>
				<Menu.Item onClick={() => void navigate(`/diagnostic/${row.id}`)}>
					{t.seeDiagnostic}
				</Menu.Item>
				<Menu.Item onClick={() => void copy()}>{t.copyIban}</Menu.Item>
				{onApprove && row.mandate !== "approved" && (
					<Menu.Item onClick={() => onApprove(row)}>{t.approve}</Menu.Item>
				)}
			</Menu.Dropdown>
		</Menu>
	);
}
