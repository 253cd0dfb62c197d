import { Button, Group, Radio, useMantineColorScheme } from "@mantine/core";
import { Link } from "react-router";
import { fr } from "../../i18n/fr";
import { useDialogs } from "../frame/dialogs";
import { NotifySwitch } from "./NotifySwitch";
import classes from "./settings.module.css";

const t = fr.settings;
const schemes = [
	["light", fr.menu.light],
	["dark", fr.menu.dark],
	["auto", fr.menu.auto],
] as const;

/** What is the person's own: everybody has it. */
export function OwnSettings() {
	const { colorScheme, setColorScheme } = useMantineColorScheme();
	const { show } = useDialogs();
	return (
		<section aria-labelledby="own" className={classes.own}>
			<h2 id="own">{t.own}</h2>
			<Radio.Group
				label={fr.menu.theme}
				description={t.themeHelp}
				value={colorScheme}
				onChange={(value) => setColorScheme(value as typeof colorScheme)}
			>
				<Group gap={16} mt={6}>
					{schemes.map(([value, name]) => (
						<Radio key={value} value={value} label={name} />
					))}
				</Group>
			</Radio.Group>
			<NotifySwitch />
			<Group gap={8}>
				<Button variant="default" onClick={() => show("password")}>
					{fr.password.title}
				</Button>
				<Button variant="default" onClick={() => show("shortcuts")}>
					{fr.menu.shortcuts}
				</Button>
				<Button variant="default" component={Link} to="/aide/premiers-pas">
					{fr.guide.title}
				</Button>
			</Group>
		</section>
	);
}
