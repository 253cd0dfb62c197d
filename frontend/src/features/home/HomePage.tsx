import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { useRecentImports } from "../imports/queries";
import { FirstSteps } from "./FirstSteps";
import { Needs } from "./Needs";
import { Places } from "./Places";
import { useHasAccounts, usePlaces } from "./queries";
import { Recent } from "./Recent";

/** « Accueil »: what needs me, where every statement is, what came. */
export function HomePage() {
	const places = usePlaces();
	const imports = useRecentImports();
	const accounts = useHasAccounts();
	const error = places.error ?? imports.error ?? accounts.error;
	const known = places.data && imports.data && accounts.data !== undefined;
	const fresh = known && imports.data.length === 0 && places.data.every((p) => p.count === 0);
	return (
		<Page title={fr.home.title}>
			<Scroll>
				{error && <ErrorNotice error={error} onRetry={() => void places.refetch()} />}
				{known && fresh && <FirstSteps hasAccounts={accounts.data} />}
				{known && !fresh && (
					<>
						<Needs places={places.data} />
						<Places places={places.data} />
						<Recent imports={imports.data} />
					</>
				)}
			</Scroll>
		</Page>
	);
}
