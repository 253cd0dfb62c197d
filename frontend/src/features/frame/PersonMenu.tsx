import { Group, Menu, useMantineColorScheme } from "@mantine/core";
import {
	IconDeviceDesktop,
	IconInfoCircle,
	IconKey,
	IconKeyboard,
	IconLock,
	IconLogout,
	IconMoon,
	IconSun,
	IconUserCircle,
} from "@tabler/icons-react";
import { Link } from "react-router";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
import { useDialogs } from "./dialogs";

const t = fr.menu;
const schemes = [
	{ value: "light", name: t.light, icon: IconSun },
	{ value: "dark", name: t.dark, icon: IconMoon },
	{ value: "auto", name: t.auto, icon: IconDeviceDesktop },
] as const;

/** The person's own menu: theme, shortcuts, password, lock, sign-out. */
export function PersonMenu({ className }: { className?: string }) {
	const { me, signOut, lock } = useSession();
	const { show } = useDialogs();
	const { colorScheme, setColorScheme } = useMantineColorScheme();
	return (
		<Menu position="right-end" width={230}>
			<Menu.Target>
				<button type="button" className={className} aria-label={t.person(me.name)} title={me.name}>
					<IconUserCircle size={18} aria-hidden />
					<span className="cut">{me.name}</span>
				</button>
			</Menu.Target>
			<Menu.Dropdown>
				<Menu.Label>{me.email}</Menu.Label>
				<Menu.Divider />
				<Menu.Label>{t.theme}</Menu.Label>
				<Menu.RadioGroup
					value={colorScheme}
					onChange={(value) => setColorScheme(value as typeof colorScheme)}
				>
					{schemes.map((s) => (
						<Menu.RadioItem key={s.value} value={s.value} closeMenuOnClick>
							<Group gap={8}>
								<s.icon size={16} aria-hidden />
								{s.name}
							</Group>
						</Menu.RadioItem>
					))}
				</Menu.RadioGroup>
				<Menu.Divider />
				<Menu.Item
					leftSection={<IconKeyboard size={16} />}
					rightSection="?"
					onClick={() => show("shortcuts")}
				>
					{t.shortcuts}
				</Menu.Item>
				<Menu.Item leftSection={<IconInfoCircle size={16} />} component={Link} to="/a-propos">
					{fr.about.open}
				</Menu.Item>
				<Menu.Item leftSection={<IconKey size={16} />} onClick={() => show("password")}>
					{fr.password.title}
				</Menu.Item>
				<Menu.Item leftSection={<IconLock size={16} />} rightSection="Ctrl L" onClick={lock}>
					{t.lock}
				</Menu.Item>
				<Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
					{t.signOut}
				</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}
