import { lazy, Suspense } from "react";
import { Link, Route, Routes } from "react-router";
import { AboutPage } from "./features/about/AboutPage";
import { BackupsPage } from "./features/backups/BackupsPage";
import { ClientsPage } from "./features/clients/ClientsPage";
import { ClosingPage } from "./features/closing/ClosingPage";
import { CoveragePage } from "./features/coverage/CoveragePage";
import { DeliveriesPage } from "./features/deliveries/DeliveriesPage";
import { DiagnosisPage } from "./features/diagnostic/DiagnosisPage";
import { DiagnosticPage } from "./features/diagnostic/DiagnosticPage";
import { FirmPage } from "./features/firms/FirmPage";
import { FirmsPage } from "./features/firms/FirmsPage";
import { Frame } from "./features/frame/Frame";
import { HelpPage } from "./features/help/HelpPage";
import { HomePage } from "./features/home/HomePage";
import { AsidePage } from "./features/ibans/AsidePage";
import { IbansPage } from "./features/ibans/IbansPage";
import { ImportsPage } from "./features/imports/ImportsPage";
import { JournalPage } from "./features/journal/JournalPage";
import { MandatesPage } from "./features/mandates/MandatesPage";
import { PeoplePage } from "./features/people/PeoplePage";
import { PrivacyPage } from "./features/privacy/PrivacyPage";
import { RegistryPage } from "./features/registry/RegistryPage";
import { RosterPage } from "./features/roster/RosterPage";
import { SearchPage } from "./features/search/SearchPage";
import { SettingsPage } from "./features/settings/SettingsPage";
import { StatementPage } from "./features/statement/StatementPage";
import { StatementsPage } from "./features/statements/StatementsPage";
import { fr } from "./i18n/fr";
import { EmptyState } from "./ui/EmptyState";
import { Page, Scroll } from "./ui/Page";

// What draws is as large as all the rest: it is read when one asks for it.
const TrendPage = lazy(async () => ({
	default: (await import("./features/trend/TrendPage")).TrendPage,
}));

/** Every screen and its address. */
export function Screens() {
	return (
		<Routes>
			<Route element={<Frame />}>
				<Route index element={<HomePage />} />
				<Route path="clients/liste" element={<RosterPage />} />
				<Route path="clients/:id?" element={<ClientsPage />} />
				<Route path="cabinets" element={<FirmsPage />} />
				<Route path="cabinets/:id" element={<FirmPage />} />
				<Route path="cabinets/:id/connecteurs/:connectorId" element={<FirmPage />} />
				<Route path="cabinets/:id/receptions/:sourceId" element={<FirmPage />} />
				<Route path="inpi/:siren?" element={<RegistryPage />} />
				<Route path="collaborateurs/:id?" element={<PeoplePage />} />
				<Route path="ibans/sans-iban" element={<AsidePage />} />
				<Route path="ibans/mandats" element={<MandatesPage />} />
				<Route path="ibans/:id?" element={<IbansPage />} />
				<Route path="releves" element={<StatementsPage />} />
				<Route path="releves/imports" element={<ImportsPage />} />
				<Route path="releves/:id" element={<StatementPage />} />
				<Route path="recherche" element={<SearchPage />} />
				<Route
					path="soldes"
					element={
						<Suspense fallback={<Page title={fr.trend.title}>{null}</Page>}>
							<TrendPage />
						</Suspense>
					}
				/>
				<Route path="couverture" element={<CoveragePage />} />
				<Route path="cloture" element={<ClosingPage />} />
				<Route path="envois/:id?" element={<DeliveriesPage />} />
				<Route path="diagnostic" element={<DiagnosticPage />} />
				<Route path="diagnostic/:id" element={<DiagnosisPage />} />
				<Route path="journal/:id?" element={<JournalPage />} />
				<Route path="aide/:article?" element={<HelpPage />} />
				<Route path="aide/guide/:page?" element={<HelpPage />} />
				<Route path="sauvegardes" element={<BackupsPage />} />
				<Route path="a-propos" element={<AboutPage />} />
				<Route path="reglages" element={<SettingsPage />} />
				<Route path="reglages/donnees-personnelles" element={<PrivacyPage />} />
				<Route path="*" element={<Nowhere />} />
			</Route>
		</Routes>
	);
}

function Nowhere() {
	return (
		<Page title={fr.app.name}>
			<Scroll>
				<EmptyState title={fr.errors.notFound} action={<Link to="/">{fr.errors.home}</Link>} />
			</Scroll>
		</Page>
	);
}
