import type { Count } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { HomeGuide, useHomeGuide } from "../guide/HomeGuide";
import { useRecentImports } from "../imports/queries";
import { MineSwitch, useMine } from "../portfolio/mine";
import { ClockNotice } from "../session/ClockNotice";
import { DiskNotice } from "./DiskNotice";
import { Needs } from "./Needs";
import { Places } from "./Places";
import { usePlaces } from "./queries";
import { Recent } from "./Recent";

/**
 * « Accueil »: what needs me, where every statement is, what came. A new firm begins with its
 * first steps.
 */
export function HomePage() {
	const mine = useMine();
	const places = usePlaces(mine);
	const all = usePlaces(false);
	const imports = useRecentImports();
	const guided = useHomeGuide();
	const error = places.error ?? all.error ?? imports.error ?? guided.guides.error;
	const known = places.data && all.data && imports.data && !guided.guides.isPending;
	const fresh = known && imports.data.length === 0 && all.data.every((p) => p.count === 0);
	return (
		<Page title={fr.home.title} actions={known && !fresh && <MineSwitch />}>
			<Scroll>
				{error && <ErrorNotice error={error} onRetry={() => void places.refetch()} />}
				<ClockNotice />
				<DiskNotice />
				{known && <HomeGuide home={guided} />}
				{known && !(fresh && guided.guide) && (
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
