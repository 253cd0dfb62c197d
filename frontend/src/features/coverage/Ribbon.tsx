import { useQueries } from "@tanstack/react-query";
import { api } from "../../api";
import { fr } from "../../i18n/fr";
import { today } from "../../lib/dates";
import classes from "./coverage.module.css";
import { Days, Legend } from "./Days";

const t = fr.coverage;

interface Props {
	/** As shown, or as kept. */
	iban: string;
	/** How many calendar years, the last one included. */
	years?: number;
	/** The last of them; this one when it is not given. */
	last?: string;
}

/** The days of one IBAN, a line a year, the latest first; a year without any statement is left out. */
export function Ribbon({ iban, years = 3, last = today().slice(0, 4) }: Props) {
	const now = Number(last);
	const wanted = Array.from({ length: years }, (_, i) => String(now - i));
	const lines = useQueries({
		queries: wanted.map((year) => ({
			queryKey: ["statements", "coverage", "ribbon", iban, year],
			queryFn: () =>
				api.coverages.List({
					...{ from: `${year}-01-01`, to: `${year}-12-31`, search: iban, firmIds: [] },
					...{ mine: false, late: false, offset: 0, limit: 1 },
				}),
		})),
	});
	const drawn = wanted.flatMap((year, i) => {
		const days = lines[i]?.data?.rows[0]?.days ?? "";
		return /[^.]/.test(days) ? [{ year, days }] : [];
	});
	if (drawn.length === 0) return null;
	return (
		<section className={classes.ribbon} aria-label={t.days}>
			{drawn.map(({ year, days }) => (
				<div key={year} className={classes.year}>
					<span className="dim tabular">{year}</span>
					<Days days={days} from={`${year}-01-01`} />
				</div>
			))}
			<Legend />
		</section>
	);
}
