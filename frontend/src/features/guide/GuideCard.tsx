import { Button, Progress } from "@mantine/core";
import type { GuideProgress } from "../../api";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
import { GuideSteps } from "./GuideSteps";
import classes from "./guide.module.css";

const t = fr.guide;

interface Props {
	guide: GuideProgress;
	/** Takes it off the home screen; absent where it stays. */
	onAside?: () => void;
}

/** The first steps of a firm, with how far they are. */
export function GuideCard({ guide, onAside }: Props) {
	const { me } = useSession();
	const total = guide.steps.length;
	return (
		<section className={classes.card} aria-labelledby={`guide-${guide.firmId}`}>
			<header className={classes.head}>
				<h2 id={`guide-${guide.firmId}`}>
					{me.firms.length > 1 ? t.titleOf(guide.firmName) : t.title}
				</h2>
				<span className="tabular dim">{t.progress(guide.done, total)}</span>
				<Progress
					className={classes.bar}
					size={6}
					value={(100 * guide.done) / total}
					aria-label={t.progressLabel}
				/>
				{onAside && (
					<Button variant="subtle" size="compact-sm" onClick={onAside}>
						{t.aside}
					</Button>
				)}
			</header>
			<p className="dim">{guide.finished ? t.finished : t.lead}</p>
			<GuideSteps guide={guide} />
		</section>
	);
}
