import { useMantineColorScheme } from "@mantine/core";
import {
	IconBuildingBank,
	IconDeviceDesktop,
	IconDownload,
	IconKey,
	IconKeyboard,
	IconListCheck,
	IconLock,
	IconLogout,
	IconMoon,
	IconRefresh,
	IconSun,
	IconUpload,
	IconUserPlus,
	IconUsersPlus,
} from "@tabler/icons-react";
import { fr } from "../../i18n/fr";
import { useSync } from "../deliveries/sync";
import { useDialogs } from "../frame/dialogs";
import { useSession } from "../session/session";
import type { Item } from "./items";

const t = fr.palette;

interface Action extends Omit<Item, "id" | "group"> {
	name: string;
	/** The right without which it is not offered. */
	needs?: string;
}

/** What the person may do from anywhere. */
export function useActions(go: (address: string) => void): Item[] {
	const { can, lock, signOut } = useSession();
	const { show } = useDialogs();
	const sync = useSync();
	const { setColorScheme } = useMantineColorScheme();
	const actions: Action[] = [
		{
			...{
				name: "import",
				label: t.import,
				icon: IconUpload,
				keys: "I",
				needs: "import",
				to: "dialog",
			},
			run: () => show("import"),
		},
		{
			...{
				name: "download",
				label: t.download,
				icon: IconDownload,
				needs: "take_download",
				to: "dialog",
			},
			run: () => show("download"),
		},
		{
			...{
				name: "addIban",
				label: t.addIban,
				icon: IconBuildingBank,
				needs: "edit_clients",
				to: "screen",
			},
			run: () => go("/ibans/nouveau"),
		},
		{
			...{
				name: "addClient",
				label: t.addClient,
				icon: IconUserPlus,
				needs: "edit_clients",
				to: "screen",
			},
			run: () => go("/clients/nouveau"),
		},
		{
			...{
				name: "addPerson",
				label: t.addPerson,
				icon: IconUsersPlus,
				needs: "manage_staff",
				to: "screen",
			},
			run: () => go("/collaborateurs/nouveau"),
		},
		{
			...{ name: "sync", label: t.sync, icon: IconRefresh, needs: "sync" },
			run: sync.start,
		},
		{
			...{
				name: "roster",
				label: t.roster,
				icon: IconListCheck,
				needs: "edit_clients",
				to: "screen",
			},
			run: () => go("/clients/liste"),
		},
		{ name: "light", label: t.light, icon: IconSun, run: () => setColorScheme("light") },
		{ name: "dark", label: t.dark, icon: IconMoon, run: () => setColorScheme("dark") },
		{ name: "auto", label: t.auto, icon: IconDeviceDesktop, run: () => setColorScheme("auto") },
		{
			...{
				name: "shortcuts",
				label: fr.menu.shortcuts,
				icon: IconKeyboard,
				keys: "?",
				to: "dialog",
			},
			run: () => show("shortcuts"),
		},
		{
			...{ name: "password", label: fr.password.title, icon: IconKey, to: "dialog" },
			run: () => show("password"),
		},
		{ name: "lock", label: fr.menu.lock, icon: IconLock, keys: "Ctrl L", to: "dialog", run: lock },
		{
			name: "signOut",
			label: fr.menu.signOut,
			icon: IconLogout,
			to: "dialog",
			run: () => void signOut(),
		},
	];
	return actions
		.filter((a) => !a.needs || can(a.needs))
		.map(({ name, needs, ...item }) => ({ ...item, id: `action:${name}`, group: "actions" }));
}
