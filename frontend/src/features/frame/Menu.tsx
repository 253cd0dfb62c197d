import { Kbd } from "@mantine/core";
import {
	IconBuilding,
	IconBuildingBank,
	IconBuildingStore,
	IconCalendarCheck,
	IconCalendarStats,
	IconDatabaseExport,
	IconFileText,
	IconHelpCircle,
	IconHome,
	IconLayoutSidebarLeftCollapse,
	IconLayoutSidebarLeftExpand,
	IconListSearch,
	IconNotebook,
	IconSearch,
	IconSend,
	IconSettings,
	IconStethoscope,
	IconUserCog,
	IconUsers,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { NavLink, useLocation } from "react-router";
import { useLeftAddress } from "../../data/lists";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
import { useDialogs } from "./dialogs";
import classes from "./frame.module.css";
import { PersonMenu } from "./PersonMenu";

interface Entry {
	to: string;
	name: string;
	icon: ComponentType<{ size: number; "aria-hidden": true }>;
	/** The right without which it is hidden. */
	needs?: string;
}

const t = fr.menu;
export const groups: { name: string; entries: Entry[] }[] = [
	{ name: "", entries: [{ to: "/", name: t.home, icon: IconHome }] },
	{
		name: t.groupClients,
		entries: [
			{ to: "/clients", name: t.clients, icon: IconUsers },
			{ to: "/cabinets", name: t.firms, icon: IconBuilding },
			{ to: "/inpi", name: t.registry, icon: IconBuildingStore },
			{ to: "/collaborateurs", name: t.people, icon: IconUserCog, needs: "manage_staff" },
		],
	},
	{
		name: t.groupSobank,
		entries: [
			{ to: "/ibans", name: t.ibans, icon: IconBuildingBank },
			{ to: "/releves", name: t.statements, icon: IconFileText },
			{ to: "/recherche", name: t.search, icon: IconListSearch },
			{ to: "/couverture", name: t.coverage, icon: IconCalendarStats },
			{ to: "/cloture", name: t.closing, icon: IconCalendarCheck },
			{ to: "/envois", name: t.deliveries, icon: IconSend },
			{ to: "/diagnostic", name: t.diagnostic, icon: IconStethoscope },
		],
	},
	{
		name: "",
		entries: [
			{ to: "/journal", name: t.journal, icon: IconNotebook, needs: "read_journal" },
			{ to: "/sauvegardes", name: t.backups, icon: IconDatabaseExport, needs: "backup" },
			{ to: "/aide", name: t.help, icon: IconHelpCircle },
			{ to: "/reglages", name: t.settings, icon: IconSettings },
		],
	},
];

interface Props {
	folded: boolean;
	/** Absent when the window is too narrow to unfold it. */
	onFold?: () => void;
}

/** The left menu: only the screens that exist and that one may see. */
export function Menu({ folded, onFold }: Props) {
	const { can } = useSession();
	useLocation(); // lists keep their filters as one goes: what the links lead to changes with them
	const leftAddress = useLeftAddress();
	const { show } = useDialogs();
	const shown = groups
		.map((g) => ({ ...g, entries: g.entries.filter((e) => !e.needs || can(e.needs)) }))
		.filter((g) => g.entries.length > 0);
	const Fold = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
	return (
		<nav className={`${classes.menu} ${folded ? classes.folded : ""}`} aria-label={t.label}>
			<div className={classes.brand}>
				<IconBuildingBank className={classes.mark} size={20} aria-hidden />
				{!folded && fr.app.name}
			</div>
			<button
				type="button"
				className={`${classes.link} ${classes.find}`}
				title={fr.palette.title}
				aria-keyshortcuts="Control+K Meta+K"
				onClick={() => show("palette")}
			>
				<IconSearch size={18} aria-hidden />
				<span>{fr.palette.open}</span>
				{!folded && <Kbd size="xs">Ctrl K</Kbd>}
			</button>
			{shown.map((group, i) => (
				<div
					key={group.entries[0]?.to}
					className={i > 0 && !group.name ? classes.apart : undefined}
				>
					{group.name && <div className={classes.group}>{group.name}</div>}
					<ul aria-label={group.name || undefined}>
						{group.entries.map((e) => (
							<li key={e.to}>
								<NavLink
									to={leftAddress(e.to)}
									end={e.to === "/"}
									className={classes.link}
									title={folded ? e.name : undefined}
								>
									<e.icon size={18} aria-hidden />
									<span>{e.name}</span>
								</NavLink>
							</li>
						))}
					</ul>
				</div>
			))}
			<div className={classes.foot}>
				<PersonMenu className={classes.link} />
				{onFold && (
					<button
						type="button"
						className={classes.link}
						onClick={onFold}
						title={folded ? t.expand : undefined}
					>
						<Fold size={18} aria-hidden />
						<span>{folded ? t.expand : t.collapse}</span>
					</button>
				)}
			</div>
		</nav>
	);
}
