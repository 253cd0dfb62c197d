import { Select } from "@mantine/core";
import { useState } from "react";
import type { AccountRow, PartnerFolder as Folder } from "../../api";
import { fr } from "../../i18n/fr";
import { formatSiret } from "../../lib/siret";
import { Field } from "../../ui/Fields";
import { notify, notifyError } from "../../ui/notify";
import { useDebounced } from "../../ui/useDebounced";
import { useConnectors } from "../connectors/queries";
import { useSession } from "../session/session";
import { useFolders, useSetPartnerFolder } from "./queries";

const t = fr.ibans;
const AUTO = "";

/** The company of an IBAN at a partner that is reached directly; nothing for the others. */
export function PartnerFolder({ row }: { row: AccountRow }) {
	const { can } = useSession();
	const connectors = useConnectors(row.firmId);
	const own = connectors.data?.find((c) => c.id === row.connectorId);
	if (own?.mode !== "direct") return null;
	return (
		<Field label={t.partnerFolderFor(own.partnerName)}>
			{can("associate") ? (
				<FolderSelect key={own.id} row={row} label={t.partnerFolderFor(own.partnerName)} />
			) : (
				row.partnerFolder || t.partnerFolderAuto
			)}
		</Field>
	);
}

function FolderSelect({ row, label }: { row: AccountRow; label: string }) {
	const [opened, setOpened] = useState(false);
	const [typed, setTyped] = useState("");
	const [chosen, setChosen] = useState<Folder | null>(null);
	const shown = chosen?.id === row.partnerFolder ? textOf(chosen) : row.partnerFolder;
	const search = useDebounced(typed === shown || typed === t.partnerFolderAuto ? "" : typed);
	const folders = useFolders(row.connectorId, search, opened);
	const save = useSetPartnerFolder(() => notify(t.partnerFolderSaved));
	const known = folders.data ?? [];
	const options = known.map((f) => ({ value: f.id, label: textOf(f) }));
	if (row.partnerFolder && !known.some((f) => f.id === row.partnerFolder)) {
		options.unshift({ value: row.partnerFolder, label: shown });
	}
	return (
		<Select
			aria-label={label}
			description={t.partnerFolderHelp}
			inputWrapperOrder={["input", "description", "error"]}
			data={[{ value: AUTO, label: t.partnerFolderAuto }, ...options]}
			filter={({ options: all }) => all}
			searchable
			nothingFoundMessage={folders.isFetching ? fr.common.loading : t.partnerFolderNone}
			value={row.partnerFolder}
			onDropdownOpen={() => setOpened(true)}
			searchValue={typed}
			onSearchChange={setTyped}
			onChange={(id) => {
				if (id === null || id === row.partnerFolder) return;
				setChosen(known.find((f) => f.id === id) ?? null);
				save.mutate({ id: row.id, folder: id }, { onError: notifyError });
			}}
			maxDropdownHeight={260}
			error={folders.error?.message}
		/>
	);
}

function textOf(f: Folder): string {
	return [f.name, formatSiret(f.siret), f.reference].filter(Boolean).join(" · ");
}
