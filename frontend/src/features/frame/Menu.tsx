import {
	IconBuilding,
	IconBuildingBank,
	IconBuildingStore,
	IconFileText,
	IconHome,
	IconLayoutSidebarLeftCollapse,
	IconLayoutSidebarLeftExpand,
	IconSend,
	IconStethoscope,
	IconUserCog,
	IconUsers,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { NavLink } from "react-router";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
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
const groups: { name: string; entries: Entry[] }[] = [
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
			{ to: "/envois", name: t.deliveries, icon: IconSend },
			{ to: "/diagnostic", name: t.diagnostic, icon: IconStethoscope },
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
	const Fold = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
	return (
		<nav className={`${classes.menu} ${folded ? classes.folded : ""}`} aria-label={t.label}>
			<div className={classes.brand}>
				<IconBuildingBank className={classes.mark} size={20} aria-hidden />
				{!folded && fr.app.name}
			</div>
			{groups.map((group) => (
				<div key={group.name}>
					{group.name && <div className={classes.group}>{group.name}</div>}
					<ul aria-label={group.name || undefined}>
						{group.entries
							.filter((e) => !e.needs || can(e.needs))
							.map((e) => (
								<li key={e.to}>
									<NavLink
										to={e.to}
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
