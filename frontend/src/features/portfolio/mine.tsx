import { Button, SegmentedControl } from "@mantine/core";
import { createContext, type ReactNode, useContext, useState } from "react";
import { z } from "zod";
import { fr } from "../../i18n/fr";
import { recall, remember } from "../../lib/store";
import { EmptyState } from "../../ui/EmptyState";
import { useSession } from "../session/session";

const t = fr.portfolio;
const keyOf = (staffId: number) => `sobank.mine.${staffId}`;

interface Mine {
	/** Whether the lists hold « Mes dossiers » alone. */
	mine: boolean;
	setMine: (mine: boolean) => void;
}

const Context = createContext<Mine | null>(null);

/**
 * « Mes dossiers » or « Tous », the same on every screen and kept for each person. Who keeps
 * no client begins with all of them.
 */
export function MineProvider({ children }: { children: ReactNode }) {
	const { me } = useSession();
	const key = keyOf(me.staffId);
	const [mine, set] = useState(() => recall(key, z.boolean(), me.kept > 0));
	const setMine = (next: boolean) => {
		set(next);
		remember(key, next);
	};
	return <Context.Provider value={{ mine, setMine }}>{children}</Context.Provider>;
}

/** A list that its address points at one thing shows it whoever keeps it. */
export function useMine(pointed = false): boolean {
	return useContextMine().mine && !pointed;
}

function useContextMine(): Mine {
	const mine = useContext(Context);
	if (!mine) throw new Error("useMine outside MineProvider");
	return mine;
}

/** The switch, in the title bar of every screen that it changes. */
export function MineSwitch() {
	const { mine, setMine } = useContextMine();
	return (
		<SegmentedControl
			size="xs"
			aria-label={t.label}
			data={[
				{ value: "mine", label: t.mine },
				{ value: "all", label: t.all },
			]}
			value={mine ? "mine" : "all"}
			onChange={(value) => setMine(value === "mine")}
		/>
	);
}

/** Why « Mes dossiers » is empty, with the way to all. */
export function NoneOfMine() {
	return <EmptyState title={t.none} hint={t.noneHint} action={<SeeAll />} />;
}

/** Looks for the same in « Tous »; nothing when that is what one sees. */
export function SeeAll() {
	const { mine, setMine } = useContextMine();
	if (!mine) return null;
	return (
		<Button variant="default" onClick={() => setMine(false)}>
			{t.seeAll}
		</Button>
	);
}
