import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { DateField } from "../../ui/DateField";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useEndMission, useMissionEndPreview } from "./caseQueries";
import { EffectList } from "./EffectList";

const t = fr.cases;

/** Ends the mission for a client; what that does is shown first. */
export function EndMission({ id, onClose }: { id: number; onClose: () => void }) {
	const [on, setOn] = useState("");
	const preview = useMissionEndPreview(id, on);
	const end = useEndMission(id, () => {
		notify(t.endedNow);
		onClose();
	});
	const failure = end.error ?? preview.error;
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.end}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<form
				aria-label={t.end}
				onSubmit={(event) => {
					event.preventDefault();
					end.mutate(on);
				}}
			>
				<Stack gap={12}>
					<p>{t.endLead}</p>
					<DateField label={t.endOn} value={on} onChange={setOn} />
					{preview.data && <EffectList effect={preview.data} />}
					{failure && <ErrorNotice error={failure} />}
					<Group gap={8} justify="flex-end">
						<Button variant="default" onClick={onClose}>
							{fr.common.back}
						</Button>
						<Button type="submit" color="red.9" loading={end.isPending} disabled={!preview.data}>
							{t.endSubmit}
						</Button>
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}
