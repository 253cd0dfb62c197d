import { fr } from "../../i18n/fr";
import { notify } from "../../ui/notify";
import { GuideCard } from "./GuideCard";
import { useAsideGuides, useGuide } from "./queries";

/** The first firm that is not there yet and was not put aside. */
export function useHomeGuide() {
	const guides = useGuide();
	const { aside, putAside, takeUp } = useAsideGuides();
	const guide = guides.data?.find((g) => !g.finished && !aside.includes(g.firmId));
	return { guides, guide, putAside, takeUp };
}

/** The first steps on « Accueil ». */
export function HomeGuide({ home }: { home: ReturnType<typeof useHomeGuide> }) {
	const { guide, putAside, takeUp } = home;
	if (!guide) return null;
	const away = () => {
		putAside(guide.firmId);
		notify(fr.guide.putAside, () => takeUp(guide.firmId));
	};
	return <GuideCard key={guide.firmId} guide={guide} onAside={away} />;
}
