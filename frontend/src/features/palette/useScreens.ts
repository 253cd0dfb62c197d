import {
	IconBook,
	IconFileText,
	IconFileUnknown,
	IconHistory,
	IconInfoCircle,
	IconShieldLock,
} from "@tabler/icons-react";
import { useLeftAddress } from "../../data/lists";
import { fr } from "../../i18n/fr";
import { groups } from "../frame/Menu";
import { useSession } from "../session/session";
import type { Item } from "./items";

const t = fr.palette;

/** The screens that the menu does not name. */
const others = [
	{ to: "/ibans/mandats", name: t.mandates, icon: IconFileText },
	{ to: "/ibans/sans-iban", name: t.aside, icon: IconFileUnknown },
	{ to: "/releves/imports", name: t.imports, icon: IconHistory },
	{ to: "/reglages/donnees-personnelles", name: t.privacy, icon: IconShieldLock },
	{ to: "/aide/guide", name: fr.help.guide, icon: IconBook },
	{ to: "/a-propos", name: fr.about.title, icon: IconInfoCircle },
];

/** The screens that the person may open, as they left them. */
export function useScreens(go: (address: string) => void): Item[] {
	const { can } = useSession();
	const leftAddress = useLeftAddress();
	const inMenu = groups.flatMap((group) => group.entries).filter((e) => !e.needs || can(e.needs));
	return [...inMenu, ...others].map(({ to, name, icon }) => ({
		id: `screen:${to}`,
		group: "screens",
		label: name,
		icon,
		to: "screen",
		run: () => go(leftAddress(to)),
	}));
}
