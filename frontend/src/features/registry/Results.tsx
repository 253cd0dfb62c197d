import type { UseQueryResult } from "@tanstack/react-query";
import type { CompanyPage } from "../../api";
import { useGo } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { DataGrid } from "../../ui/grid/DataGrid";
import { Scroll } from "../../ui/Page";
import { AnswerLine } from "./AnswerLine";
import { companyColumns } from "./columns";
import { numberOf } from "./number";
import classes from "./registry.module.css";
import { ByHand, Trouble } from "./Trouble";

const t = fr.registry;

interface Props {
	asked: string;
	results: UseQueryResult<CompanyPage>;
	openedKey?: string;
}

/** What the search found, or why it found nothing and what to do. */
export function Results({ asked, results, openedKey }: Props) {
	const go = useGo();
	if (asked === "") {
		return (
			<Scroll>
				<div className={classes.middle}>
					<EmptyState title={t.start} hint={t.startHint} />
				</div>
			</Scroll>
		);
	}
	if (results.error) {
		return (
			<Scroll>
				<Trouble error={results.error} typed={asked} onRetry={() => void results.refetch()} />
			</Scroll>
		);
	}
	const rows = results.data?.rows ?? [];
	// A SIRET opens its own establishment.
	const address = (siren: string) =>
		`/inpi/${numberOf(asked).startsWith(siren) ? numberOf(asked) : siren}`;
	return (
		<>
			{results.data && (
				<div className={classes.above}>
					<AnswerLine answer={results.data.answer} of={{ text: asked }} />
					{results.data.total > rows.length && <p>{t.more(rows.length, results.data.total)}</p>}
				</div>
			)}
			<DataGrid
				label={t.listLabel}
				columns={companyColumns}
				count={rows.length}
				rowAt={(i) => rows[i]}
				rowKey={(r) => r.siren}
				onOpen={(r) => go(address(r.siren))}
				openedKey={openedKey?.slice(0, 9)}
				busy={results.isPending}
				empty={<EmptyState title={t.none} hint={t.noneHint} action={<ByHand typed={asked} />} />}
			/>
		</>
	);
}
