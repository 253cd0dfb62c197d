import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type ApiError, toApiError } from "../api";
import { fr } from "../i18n/fr";
import { CopyButton } from "./CopyButton";
import classes from "./layout.module.css";

const icons = { bad: IconCircleX, warn: IconAlertTriangle, good: IconCircleCheck };

interface NoticeProps {
	kind: "bad" | "warn" | "good";
	children: ReactNode;
	actions?: ReactNode;
}

/** A sentence that must be seen, with its icon. */
export function Notice({ kind, children, actions }: NoticeProps) {
	const Icon = icons[kind];
	return (
		<div
			role={kind === "bad" ? "alert" : "status"}
			className={`${classes.notice} ${kind === "bad" ? "" : classes[kind]}`}
		>
			<Icon size={18} aria-hidden />
			<div className={classes.noticeText}>{children}</div>
			{actions}
		</div>
	);
}

interface ErrorProps {
	error: unknown;
	onRetry?: () => void;
}

/** What failed, what to do next, and the text for the support. */
export function ErrorNotice({ error, onRetry }: ErrorProps) {
	const e = toApiError(error);
	return (
		<Notice
			kind="bad"
			actions={
				<div style={{ display: "flex", gap: 8, alignSelf: "flex-start" }}>
					{onRetry && (
						<Button variant="default" onClick={onRetry}>
							{fr.common.retry}
						</Button>
					)}
					<CopyButton text={forSupport(e)} label={fr.errors.copyForSupport} />
				</div>
			}
		>
			<strong>{e.message}</strong>
			{e.hint && <div>{e.hint}</div>}
		</Notice>
	);
}

/** An error as it is sent to the support. */
export function forSupport(e: ApiError): string {
	const lines = [`So bank : ${e.message}`, e.hint, `code : ${e.code}`];
	if (e.field) lines.push(`champ : ${e.field}`);
	lines.push(`écran : ${window.location.hash}`, new Date().toISOString());
	return lines.filter(Boolean).join("\n");
}
