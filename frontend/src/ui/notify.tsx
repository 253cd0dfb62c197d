import { Button } from "@mantine/core";
import { notifications, notificationsStore } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import type { ApiError } from "../api";
import { fr } from "../i18n/fr";
import { CopyButton } from "./CopyButton";
import { forSupport } from "./Notice";

const UNDO = "undo-";

/** Says in passing that something worked; with `undo`, how to take it back. */
export function notify(message: string, undo?: () => void): void {
	const id = `${undo ? UNDO : ""}${Date.now()}-${Math.random()}`;
	if (undo) hideUndos();
	const once = () => {
		notifications.hide(id);
		undo?.();
	};
	notifications.show({
		id,
		message: undo ? <Undo message={message} onUndo={once} /> : message,
		autoClose: undo ? 10_000 : 4000,
		withBorder: true,
		color: "accent",
		closeButtonProps: { "aria-label": fr.common.close },
	});
}

/** Says what failed when no form is there to say it; stays until it is put away. */
export function notifyError(error: ApiError): void {
	notifications.show({
		title: error.message,
		message: (
			<div style={{ display: "flex", alignItems: "center", gap: 8 }}>
				<span style={{ flex: 1 }}>{error.hint}</span>
				<CopyButton text={forSupport(error)} label={fr.errors.copyForSupport} />
			</div>
		),
		autoClose: false,
		withBorder: true,
		color: "red.9",
		closeButtonProps: { "aria-label": fr.common.close },
	});
}

/** Only the last change can be taken back. */
function hideUndos() {
	for (const { id } of notificationsStore.getState().notifications) {
		if (id?.startsWith(UNDO)) notifications.hide(id);
	}
}

function Undo({ message, onUndo }: { message: string; onUndo: () => void }) {
	const done = useRef(false);
	const undo = () => {
		if (done.current) return;
		done.current = true;
		onUndo();
	};
	const latest = useRef(undo);
	useEffect(() => {
		latest.current = undo;
	});
	useEffect(() => {
		const listen = (event: KeyboardEvent) => {
			const typing =
				event.target instanceof HTMLElement && event.target.closest("input, textarea, select");
			if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || typing) return;
			event.preventDefault();
			latest.current();
		};
		document.addEventListener("keydown", listen);
		return () => document.removeEventListener("keydown", listen);
	}, []);
	return (
		<div style={{ display: "flex", alignItems: "center", gap: 8 }}>
			<span style={{ flex: 1, overflowWrap: "anywhere" }}>{message}</span>
			<Button size="compact-sm" variant="light" onClick={undo}>
				{fr.common.undo}
			</Button>
		</div>
	);
}
