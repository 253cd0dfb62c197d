import { Menu, useMantineColorScheme } from "@mantine/core";
import {
	IconCheck,
	IconDeviceDesktop,
	IconKeyboard,
	IconLogout,
	IconMoon,
	IconSun,
	IconUserCircle,
} from "@tabler/icons-react";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
import { useDialogs } from "./dialogs";

const t = fr.menu;
const schemes = [
	{ value: "light", name: t.light, icon: IconSun },
	{ value: "dark", name: t.dark, icon: IconMoon },
	{ value: "auto", name: t.auto, icon: IconDeviceDesktop },
] as const;

/** The person's own menu: theme, shortcuts, sign-out. */
export function PersonMenu({ className }: { className?: string }) {
	const { me, signOut } = useSession();
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
				{schemes.map((s) => (
					<Menu.Item
						key={s.value}
						role="menuitemradio"
						aria-checked={colorScheme === s.value}
						leftSection={<s.icon size={16} />}
						rightSection={colorScheme === s.value ? <IconCheck size={14} /> : undefined}
						onClick={() => setColorScheme(s.value)}
					>
						{s.name}
					</Menu.Item>
				))}
				<Menu.Divider />
				<Menu.Item
					leftSection={<IconKeyboard size={16} />}
					rightSection="?"
					onClick={() => show("shortcuts")}
				>
					{t.shortcuts}
				</Menu.Item>
				<Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
					{t.signOut}
				</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}
