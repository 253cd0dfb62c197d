import {
	IconAlertTriangle,
	IconArrowBarToRight,
	IconCircleCheck,
	IconCircleDashed,
	IconCirclePlus,
	IconCircleX,
	IconClock,
	IconDownload,
	IconFileCheck,
	IconFlag,
	IconGitCompare,
	IconHelpCircle,
	IconLockOpen,
	IconMinus,
	IconPencil,
	IconPlayerPause,
	IconReload,
	IconSend,
	IconUnlink,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import classes from "./layout.module.css";

type Tone = "good" | "warnText" | "bad" | "idle" | "accentText";
type Look = [tone: Tone, icon: ComponentType<{ size: number; "aria-hidden": true }>];

const states: Record<string, Look> = {
	start: ["accentText", IconFlag],
	conforming: ["good", IconCircleCheck],
	interruption: ["warnText", IconUnlink],
	incoherent: ["bad", IconCircleX],
	unverifiable: ["warnText", IconHelpCircle],
	conflict: ["bad", IconGitCompare],
	released: ["good", IconLockOpen],
};

const places: Record<string, Look> = {
	to_send: ["accentText", IconClock],
	sent: ["good", IconSend],
	downloadable: ["accentText", IconArrowBarToRight],
	downloaded: ["good", IconDownload],
	held: ["warnText", IconPlayerPause],
	no_movement: ["idle", IconMinus],
	aside: ["warnText", IconCircleDashed],
};

const outcomes: Record<string, Look> = {
	imported: ["good", IconCircleCheck],
	duplicate: ["idle", IconMinus],
	failed: ["bad", IconCircleX],
	rejected: ["bad", IconCircleX],
	partly: ["warnText", IconAlertTriangle],
	seen: ["idle", IconClock],
	cancelled: ["warnText", IconAlertTriangle],
	ready: ["good", IconCirclePlus],
	asks: ["warnText", IconHelpCircle],
};

const certainties: Record<string, Look> = {
	exact: ["good", IconCircleCheck],
	last_known: ["warnText", IconClock],
	broken: ["warnText", IconUnlink],
	unproven: ["warnText", IconHelpCircle],
	none: ["idle", IconCircleDashed],
};

const deliveries: Record<string, Look> = {
	to_send: ["accentText", IconClock],
	in_flight: ["accentText", IconSend],
	integrated: ["good", IconCircleCheck],
	already_integrated: ["good", IconCircleCheck],
	deposited: ["good", IconFileCheck],
	to_check: ["warnText", IconHelpCircle],
	refused: ["bad", IconCircleX],
	to_retry: ["warnText", IconReload],
	cancelled: ["idle", IconMinus],
};

const companies: Record<string, Look> = {
	active: ["good", IconCircleCheck],
	ceased: ["bad", IconCircleX],
};

const verdicts: Record<string, Look> = {
	ok: ["good", IconCircleCheck],
	wrong: ["bad", IconCircleX],
	unknown: ["idle", IconMinus],
};

const people: Record<string, Look> = {
	on: ["good", IconCircleCheck],
	off: ["idle", IconMinus],
};

const lines: Record<string, Look> = {
	new: ["good", IconCirclePlus],
	changed: ["accentText", IconPencil],
	unchanged: ["idle", IconMinus],
	refused: ["bad", IconCircleX],
};

const kinds = {
	line: lines,
	state: states,
	place: places,
	certainty: certainties,
	outcome: outcomes,
	delivery: deliveries,
	verdict: verdicts,
	company: companies,
	person: people,
};
const unknown: Look = ["idle", IconHelpCircle];

interface Props {
	kind: keyof typeof kinds;
	value: string;
	name: string;
	title?: string;
}

/** A state, a place, an outcome, a verdict: an icon, a colour, and always the word. */
export function Status({ kind, value, name, title }: Props) {
	const word = name.charAt(0).toUpperCase() + name.slice(1);
	const [tone, Icon] = kinds[kind][value] ?? unknown;
	return (
		<span className={`${classes.status} ${classes[tone]}`} title={title ?? word}>
			<Icon size={15} aria-hidden />
			<span className="cut">{word}</span>
		</span>
	);
}
