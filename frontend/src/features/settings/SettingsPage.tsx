import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { OwnSettings } from "./OwnSettings";
import { useSettings } from "./queries";
import { ScheduleCard } from "./ScheduleCard";
import { SettingsEditor } from "./SettingsEditor";
import { SettingsRead } from "./SettingsRead";
import classes from "./settings.module.css";
import { Tabs } from "./Tabs";

const t = fr.settings;

/** « Réglages »: one's own on this machine, then those of the installation. */
export function SettingsPage() {
	const settings = useSettings();
	return (
		<Page title={t.title} toolbar={<Tabs />}>
			<Scroll>
				<div className={classes.body}>
					<OwnSettings />
					<ScheduleCard />
					<section aria-labelledby="installation">
						<h2 id="installation">{t.installation}</h2>
						{settings.error && (
							<ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />
						)}
						{settings.data?.canEdit && <SettingsEditor values={settings.data.values} />}
						{settings.data && !settings.data.canEdit && (
							<SettingsRead values={settings.data.values} />
						)}
					</section>
				</div>
			</Scroll>
		</Page>
	);
}
