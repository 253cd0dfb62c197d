import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { fr } from "../../i18n/fr";
import classes from "./imports.module.css";

const t = fr.imports;

interface Props {
	paths: readonly string[];
	onRemove: (path: string) => void;
}

/** The files and folders chosen; a long path shows its end. */
export function PathList({ paths, onRemove }: Props) {
	if (paths.length === 0) return <p className={classes.none}>{t.none}</p>;
	return (
		<ul className={classes.paths} aria-label={t.chosen}>
			{paths.map((path) => (
				<li key={path}>
					<span className="cut" title={path}>
						{path}
					</span>
					<ActionIcon size={24} aria-label={t.remove(path)} onClick={() => onRemove(path)}>
						<IconX size={14} />
					</ActionIcon>
				</li>
			))}
		</ul>
	);
}
