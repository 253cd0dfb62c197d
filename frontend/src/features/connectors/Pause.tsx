import { ActionIcon, Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { api, type ConnectorRow } from "../../api";
import { useChange } from "../../data/useChange";
import { notify, notifyError } from "../../ui/notify";
import { wordsOf } from "./words";

function usePause({ id, paused, mode }: ConnectorRow) {
	const t = wordsOf({ mode });
	const change = useChange(
		(_: undefined) => api.connectors.Pause(id, !paused),
		(c) => notify(c.row.paused ? t.pausedNow : t.resumedNow),
		notifyError,
	);
	return { toggle: () => change.mutate(undefined), busy: change.isPending };
}

/** Holds a connector's deliveries back, or lets them go. */
export function PauseButton({ row }: { row: ConnectorRow }) {
	const { toggle, busy } = usePause(row);
	const t = wordsOf(row);
	return (
		<Button
			variant={row.paused ? "filled" : "default"}
			size="compact-md"
			loading={busy}
			onClick={toggle}
		>
			{row.paused ? t.resume : t.pause}
		</Button>
	);
}

/** The same, as an icon on the connector's line. */
export function PauseIcon({ row }: { row: ConnectorRow }) {
	const { toggle, busy } = usePause(row);
	const t = wordsOf(row);
	const label = row.paused ? t.resumeOne(row.name) : t.pauseOne(row.name);
	const Icon = row.paused ? IconPlayerPlay : IconPlayerPause;
	return (
		<ActionIcon
			ml="auto"
			my={-4}
			style={{ alignSelf: "center" }}
			aria-label={label}
			title={label}
			loading={busy}
			onClick={toggle}
		>
			<Icon size={16} />
		</ActionIcon>
	);
}
