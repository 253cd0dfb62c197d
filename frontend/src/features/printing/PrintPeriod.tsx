import { Button, Group, Modal, Stack } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { type AccountRow, api } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { today } from "../../lib/dates";
import { type Period, usualPeriods } from "../../lib/periods";
import { DateField } from "../../ui/DateField";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";

const t = fr.printing;

/** « Relevé sur une période… »: an IBAN's statements on paper, from a day to another. */
export function PrintPeriod({ row }: { row: AccountRow }) {
	const [opened, setOpened] = useState(false);
	return (
		<>
			<Button
				variant="default"
				leftSection={<IconPrinter size={16} />}
				onClick={() => setOpened(true)}
			>
				{t.period}
			</Button>
			{opened && <Dialog row={row} onClose={() => setOpened(false)} />}
		</>
	);
}

function Dialog({ row, onClose }: { row: AccountRow; onClose: () => void }) {
	const [period, setPeriod] = useState<Period>(() => usualPeriods(today()).month);
	const print = useChange(
		(p: Period) => api.prints.Period(row.id, p.from, p.to),
		({ path, pages }) => {
			if (!path) return; // the person changed their mind about the file alone
			notify(t.done(pages, path));
			onClose();
		},
	);
	const change = (p: Period) => {
		print.reset();
		setPeriod(p);
	};
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.periodTitle}
			size={500}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<form
				aria-label={t.periodTitle}
				onSubmit={(event) => {
					event.preventDefault();
					print.mutate(period);
				}}
			>
				<Stack gap={12}>
					<p>{t.lead}</p>
					<Usual period={period} onChange={change} />
					<Group gap={8} grow align="flex-start">
						<DateField
							label={t.from}
							value={period.from}
							onChange={(from) => change({ ...period, from })}
						/>
						<DateField
							label={t.to}
							value={period.to}
							onChange={(to) => change({ ...period, to })}
						/>
					</Group>
					{print.error && <ErrorNotice error={print.error} />}
					<Group gap={8} justify="flex-end">
						<Button variant="default" onClick={onClose}>
							{fr.common.cancel}
						</Button>
						<Button type="submit" loading={print.isPending}>
							{t.submit}
						</Button>
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}

interface UsualProps {
	period: Period;
	onChange: (period: Period) => void;
}

/** The periods that one asks for most, a click each. */
function Usual({ period, onChange }: UsualProps) {
	const usual = usualPeriods(today());
	return (
		<Group gap={6} role="group" aria-label={t.usual}>
			{(["month", "quarter", "year", "lastYear"] as const).map((name) => {
				const chosen = usual[name].from === period.from && usual[name].to === period.to;
				return (
					<Button
						key={name}
						size="xs"
						variant={chosen ? "light" : "default"}
						aria-pressed={chosen}
						onClick={() => onChange(usual[name])}
					>
						{t.periods[name]}
					</Button>
				);
			})}
		</Group>
	);
}
