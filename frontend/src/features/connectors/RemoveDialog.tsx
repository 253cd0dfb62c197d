import { Button, Group, Loader, Modal, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link, useNavigate } from "react-router";
import { api, type ConnectorRow } from "../../api";
import { fr } from "../../i18n/fr";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { HandOver } from "./HandOver";
import { useRemoveConnector } from "./queries";
import { wordsOf } from "./words";

interface Props {
	row: ConnectorRow;
	onClose: () => void;
}

/** Asks only when it can be done: a connector that IBANs use is refused at once, by their names. */
export function RemoveDialog({ row, onClose }: Props) {
	const t = wordsOf(row);
	const navigate = useNavigate();
	const fresh = useQuery({
		queryKey: ["connectors", row.id, "removal"],
		queryFn: () => api.connectors.Get(row.id),
		gcTime: 0,
		staleTime: Number.POSITIVE_INFINITY,
	});
	const gone = (said: string) => {
		notify(said);
		onClose();
		void navigate(`/cabinets/${row.firmId}`, { replace: true }); // its panel may be open
	};
	const remove = useRemoveConnector(() => gone(t.removed(row.name)));
	const used = fresh.data !== undefined && fresh.data.row.accounts > 0;
	const asked = useRef(false);
	const { mutate } = remove;
	useEffect(() => {
		if (!used || asked.current) return;
		asked.current = true;
		mutate(row.id);
	}, [used, mutate, row.id]);

	if (fresh.data && !used && !remove.error)
		return (
			<ConfirmDialog
				title={t.removeTitle}
				submit={t.removeSubmit}
				pending={remove.isPending}
				onSubmit={() => mutate(row.id)}
				onClose={onClose}
			>
				<p>{t.removeLead(row.name)}</p>
			</ConfirmDialog>
		);
	const error = remove.error ?? fresh.error;
	return (
		<Modal
			opened
			onClose={onClose}
			size="lg"
			title={t.removeTitle}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<Stack gap={12}>
				{error ? (
					<ErrorNotice error={error} />
				) : (
					<Loader size="xs" aria-label={fr.common.loading} />
				)}
				{remove.error?.code === "conflict" && <HandOver row={row} onDone={gone} />}
				<Group gap={8} justify="flex-end">
					<Button variant="default" data-autofocus onClick={onClose}>
						{fr.common.close}
					</Button>
					{remove.error?.code === "conflict" && (
						<Button component={Link} to={`/ibans?connecteur=${row.id}`}>
							{t.seeIbans}
						</Button>
					)}
				</Group>
			</Stack>
		</Modal>
	);
}
