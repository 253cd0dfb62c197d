import { Modal, NativeSelect, Tabs } from "@mantine/core";
import { useState } from "react";
import type { DownloadRow } from "../../api";
import { fr } from "../../i18n/fr";
import { useDialogs } from "../frame/dialogs";
import { useSession } from "../session/session";
import { DownloadForm } from "./DownloadForm";
import { History } from "./History";
import { Taken } from "./Taken";

const t = fr.downloads;

/** « Télécharger »: the global file of a firm, and those taken before. */
export function DownloadDialog() {
	const { open, hide } = useDialogs();
	return (
		<Modal
			opened={open === "download"}
			onClose={hide}
			title={t.title}
			size={720}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			{open === "download" && <Body onClose={hide} />}
		</Modal>
	);
}

function Body({ onClose }: { onClose: () => void }) {
	const { me } = useSession();
	const [firmId, setFirmId] = useState(me.firms[0]?.id ?? 0);
	const [taken, setTaken] = useState<DownloadRow | null>(null);
	if (taken) return <Taken row={taken} onClose={onClose} />;
	return (
		<>
			<p className="dim" style={{ marginBottom: 12 }}>
				{t.lead}
			</p>
			{me.firms.length > 1 && (
				<NativeSelect
					mb={12}
					label={t.firm}
					data={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
					value={String(firmId)}
					onChange={(event) => setFirmId(Number(event.currentTarget.value))}
				/>
			)}
			<Tabs defaultValue="new" keepMounted={false}>
				<Tabs.List mb={14}>
					<Tabs.Tab value="new">{t.tabNew}</Tabs.Tab>
					<Tabs.Tab value="history">{t.tabHistory}</Tabs.Tab>
				</Tabs.List>
				<Tabs.Panel value="new">
					<DownloadForm key={firmId} firmId={firmId} onTaken={setTaken} />
				</Tabs.Panel>
				<Tabs.Panel value="history">
					<History firmId={firmId} onTaken={setTaken} />
				</Tabs.Panel>
			</Tabs>
		</>
	);
}
