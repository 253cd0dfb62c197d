import { Checkbox, NativeSelect } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ClientForm, ClientRow } from "../../api";
import { fr } from "../../i18n/fr";
import { DateField } from "../../ui/DateField";
import { useSession } from "../session/session";
import { teamChoices, useColleagues } from "./colleagues";

const t = fr.portfolio;

interface Props {
	form: UseFormReturnType<ClientForm>;
	row?: ClientRow;
	readOnly: boolean;
}

/** Who keeps a client, who stands in, and whether it is confidential. */
export function PortfolioFields({ form, row, readOnly }: Props) {
	const { can } = useSession();
	const people = useColleagues().data ?? [];
	const { firmId, responsableId, standInId } = form.values;
	const reserved = row?.confidential === true && !can("see_confidential");
	const off = readOnly || reserved;
	const team = (id = 0, name = "") => teamChoices(people, firmId, { id, name });
	return (
		<>
			<NativeSelect
				label={t.responsable}
				description={reserved ? t.reserved : undefined}
				disabled={off}
				data={team(row?.responsableId, row?.responsable)}
				value={String(responsableId)}
				onChange={(event) => form.setFieldValue("responsableId", Number(event.currentTarget.value))}
				error={form.errors.responsableId}
			/>
			<NativeSelect
				label={t.standIn}
				description={t.standInHelp}
				disabled={off}
				data={team(row?.standInId, row?.standIn)}
				value={String(standInId)}
				onChange={(event) => form.setFieldValue("standInId", Number(event.currentTarget.value))}
				error={form.errors.standInId}
			/>
			{standInId > 0 && !off && (
				<DateField
					label={t.standInUntil}
					description={t.standInUntilHelp}
					{...form.getInputProps("standInUntil")}
				/>
			)}
			{can("see_confidential") && (
				<Checkbox
					label={t.confidential}
					description={t.confidentialHelp}
					disabled={readOnly}
					{...form.getInputProps("confidential", { type: "checkbox" })}
				/>
			)}
		</>
	);
}
