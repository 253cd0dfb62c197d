import { Button } from "@mantine/core";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { GuideCard } from "./GuideCard";
import { useAsideGuides, useGuide } from "./queries";

const t = fr.guide;

/** The first steps of every firm, wherever they are; those put aside can be taken up again. */
export function FirstSteps() {
	const guides = useGuide();
	const { aside, takeUp } = useAsideGuides();
	if (guides.error) {
		return <ErrorNotice error={guides.error} onRetry={() => void guides.refetch()} />;
	}
	const again = (firmId: number) => {
		takeUp(firmId);
		notify(t.takenUp);
	};
	return guides.data?.map((g) => (
		<div key={g.firmId}>
			<GuideCard guide={g} />
			{!g.finished && aside.includes(g.firmId) && (
				<Button variant="default" onClick={() => again(g.firmId)}>
					{t.takeUp}
				</Button>
			)}
		</div>
	));
}
