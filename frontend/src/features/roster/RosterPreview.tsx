import { Button, Group, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { RosterLine, RosterPlan } from "../../api";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { Field, Fields } from "../../ui/Fields";
import { DataGrid } from "../../ui/grid/DataGrid";
import { Stage } from "../../ui/Page";
import { SidePanel } from "../../ui/SidePanel";
import { Status } from "../../ui/Status";
import { useSession } from "../session/session";
import { rosterColumns } from "./columns";
import classes from "./roster.module.css";

const t = fr.roster;

/** What the list would do, line by line; one verdict at a time when asked. */
export function RosterPreview({ plan }: { plan: RosterPlan }) {
	const { me } = useSession();
	const [verdict, setVerdict] = useState("");
	const [opened, setOpened] = useState<RosterLine | null>(null);
	const lines = plan.lines.filter((l) => !verdict || l.verdict === verdict);
	return (
		<>
			<Group className={classes.bar} gap={12}>
				<SegmentedControl
					aria-label={t.filter}
					size="xs"
					value={verdict}
					onChange={(chosen) => {
						setOpened(null);
						setVerdict(chosen);
					}}
					data={[
						{ value: "", label: t.all(plan.lines.length) },
						...plan.counts.map((c) => ({ value: c.key, label: t.verdict(c.name, c.count) })),
					]}
				/>
				{plan.ignored.length > 0 && (
					<span className="dim">{t.ignored(plan.ignored.join(", "))}</span>
				)}
			</Group>
			<Stage>
				<DataGrid
					key={verdict}
					label={t.listLabel}
					columns={rosterColumns(me.firms.length > 1)}
					count={lines.length}
					rowAt={(i) => lines[i]}
					rowKey={(l) => l.line}
					onOpen={setOpened}
					openedKey={opened?.line}
					followKeys={opened !== null}
					empty={<EmptyState title={t.none} />}
				/>
				{opened && (
					<SidePanel title={t.lineTitle(opened.line)} quiet onClose={() => setOpened(null)}>
						<Fields>
							<Field label={t.verdictColumn}>
								<Status kind="line" value={opened.verdict} name={opened.verdictName} />
							</Field>
							<Field label={t.client}>{opened.clientName}</Field>
							<Field label={t.iban}>{opened.iban}</Field>
							<Field label={t.firmColumn}>{opened.firmName}</Field>
						</Fields>
						<ul className={classes.said} aria-label={t.what}>
							{[...opened.sentences, ...opened.notices].map((s) => (
								<li key={s}>{s}</li>
							))}
						</ul>
					</SidePanel>
				)}
			</Stage>
		</>
	);
}

/** The lines that applying would write. */
export function effective(plan: RosterPlan): number {
	return plan.counts
		.filter((c) => c.key === "new" || c.key === "changed")
		.reduce((n, c) => n + c.count, 0);
}

/** The lines that are left out, and the way on. */
export function ApplyBar(p: {
	plan: RosterPlan;
	pending: boolean;
	onApply: () => void;
	onAnother: () => void;
}) {
	const n = effective(p.plan);
	const refused = p.plan.counts.find((c) => c.key === "refused")?.count ?? 0;
	return (
		<>
			{refused > 0 && <span className="dim">{t.leftOut(refused)}</span>}
			{n === 0 && <span className="dim">{t.nothing}</span>}
			<Button variant="default" onClick={p.onAnother}>
				{t.another}
			</Button>
			<Button loading={p.pending} disabled={n === 0} onClick={p.onApply}>
				{t.apply(n)}
			</Button>
		</>
	);
}
