import classes from "./connectors.module.css";

interface Props {
	title: string;
	sentences: readonly string[];
	ordered?: boolean;
}

/** What the partner asks for, or what it cannot do, in sentences. */
export function Guide({ title, sentences, ordered }: Props) {
	if (sentences.length === 0) return null;
	const List = ordered ? "ol" : "ul";
	return (
		<section className={classes.part}>
			<h3>{title}</h3>
			<List className={classes.guide}>
				{sentences.map((s) => (
					<li key={s}>{s}</li>
				))}
			</List>
		</section>
	);
}
