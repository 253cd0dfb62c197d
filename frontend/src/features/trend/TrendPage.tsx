import { Button, Switch } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { Link } from "react-router";
import type { TrendLine } from "../../api";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { addDays, today } from "../../lib/dates";
import { DateField } from "../../ui/DateField";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { useAccountName } from "../search/queries";
import { Charts } from "./Charts";
import { MonthTable } from "./MonthTable";
import { useTrend } from "./queries";

const t = fr.trend;
const yearBefore = (iso: string) => `${Number(iso.slice(0, 4)) - 1}${iso.slice(4)}`;

/** « Soldes et mouvements »: an IBAN, or all of a client's, over a period, beside the year before. */
export function TrendPage() {
	const { text, set } = useParams();
	const accountId = Number(text("compte")) || 0;
	const clientId = accountId ? 0 : Number(text("client")) || 0;
	const to = text("au") || today();
	const from = text("du") || addDays(to, -364);
	const compared = text("avant") === "1";
	const whose = { accountId, clientId };
	const view = useTrend({ ...whose, from, to });
	const past = useTrend({ ...whose, from: yearBefore(from), to: yearBefore(to) }, compared);
	const number = useAccountName(accountId).data;
	const before = (line: TrendLine) =>
		compared ? past.data?.lines.find((l) => l.currency === line.currency) : undefined;
	return (
		<Page
			title={view.data ? t.of(view.data.name) : t.title}
			count={number}
			actions={
				<>
					<Button
						component={Link}
						variant="default"
						to={accountId ? `/ibans/${accountId}` : `/clients/${clientId}`}
					>
						{accountId ? t.toIban : t.toClient}
					</Button>
					<Button
						variant="default"
						leftSection={<IconPrinter size={16} />}
						onClick={() => window.print()}
					>
						{t.print}
					</Button>
				</>
			}
			toolbar={
				<>
					<span className="dim">{fr.common.from}</span>
					<DateField
						ariaLabel={fr.common.from}
						width={136}
						value={from}
						onChange={(du) => du && set({ du })}
					/>
					<span className="dim">{fr.common.to}</span>
					<DateField
						ariaLabel={fr.common.to}
						width={136}
						value={to}
						onChange={(au) => au && set({ au })}
					/>
					<Switch
						size="xs"
						label={t.compare}
						checked={compared}
						onChange={(event) => set({ avant: event.currentTarget.checked ? "1" : "" })}
					/>
				</>
			}
		>
			<Scroll>
				{view.error && <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />}
				{view.data?.lines.map((line) => (
					<section key={line.currency} aria-label={t.lineOf(line.accounts, line.currency)}>
						{line.points.length === 0 && line.months.every((m) => m.count === 0) ? (
							<EmptyState title={t.none} hint={t.noneHint} />
						) : (
							<>
								<Charts line={line} before={before(line)} />
								<MonthTable line={line} before={before(line)} />
							</>
						)}
					</section>
				))}
			</Scroll>
		</Page>
	);
}
