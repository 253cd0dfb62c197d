import type { Count } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { useRecentImports } from "../imports/queries";
import { MineSwitch, useMine } from "../portfolio/mine";
import { FirstSteps } from "./FirstSteps";
import { Needs } from "./Needs";
import { Places } from "./Places";
import { useHasAccounts, usePlaces } from "./queries";
import { Recent } from "./Recent";

/** « Accueil »: what needs me, where every statement is, what came. */
export function HomePage() {
	const mine = useMine();
	const places = usePlaces(mine);
	const all = usePlaces(false);
	const imports = useRecentImports();
	const accounts = useHasAccounts();
	const error = places.error ?? all.error ?? imports.error ?? accounts.error;
	const known = places.data && all.data && imports.data && accounts.data !== undefined;
	const fresh = known && imports.data.length === 0 && all.data.every((p) => p.count === 0);
	return (
		<Page title={fr.home.title} actions={known && !fresh && <MineSwitch />}>
			<Scroll>
				{error && <ErrorNotice error={error} onRetry={() => void places.refetch()} />}
				{known && fresh && <FirstSteps hasAccounts={accounts.data} />}
				{known && !fresh && (
					<>
						<Needs places={places.data} all={all.data} />
						<Places places={withAside(places.data, all.data)} />
						<Recent imports={imports.data} />
					</>
				)}
			</Scroll>
		</Page>
	);
}

/** « Sans IBAN » is of no client, and so everybody's. */
function withAside(places: readonly Count[], all: readonly Count[]): Count[] {
	const aside = all.find((p) => p.key === "aside");
	return places.map((p) => (p.key === "aside" && aside ? aside : p));
}
