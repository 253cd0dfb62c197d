import { fr } from "../../i18n/fr";
import { Page, Scroll } from "../../ui/Page";
import { useSession } from "../session/session";
import { Tabs } from "../settings/Tabs";
import { AsideSection } from "./AsideSection";
import { OverSection } from "./OverSection";
import classes from "./privacy.module.css";
import { RegisterSection } from "./RegisterSection";
import { RetentionSection } from "./RetentionSection";
import { TombstonesSection } from "./TombstonesSection";

/** « Données personnelles »: what is kept, for how long, what is to go, and what went. */
export function PrivacyPage() {
	const { can } = useSession();
	return (
		<Page title={fr.settings.title} name={fr.privacy.title} toolbar={<Tabs />}>
			<Scroll>
				<div className={classes.body}>
					<RetentionSection />
					{can("erase") && <OverSection />}
					<AsideSection />
					<RegisterSection />
					{can("erase") && <TombstonesSection />}
				</div>
			</Scroll>
		</Page>
	);
}
