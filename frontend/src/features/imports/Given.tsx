import { Button } from "@mantine/core";
import { useState } from "react";
import type { FileAnswer, FilePreview } from "../../api";
import { fr } from "../../i18n/fr";
import { formatIban } from "../../lib/iban";
import { Asked } from "./Asked";
import classes from "./imports.module.css";
import { MappingButton } from "./MappingButton";
import { isTable } from "./preview";

const t = fr.imports.answer;

interface Props {
	file: FilePreview;
	given?: FileAnswer;
	busy: boolean;
	onAnswer: (paths: string[], said: Partial<FileAnswer>) => void;
	onCover: (covered: boolean) => void;
}

/** What was answered for a file, to change it. */
export function Given({ file, given, busy, onAnswer, onCover }: Props) {
	const [again, setAgain] = useState<"" | "account" | "dates">("");
	if (again) {
		return (
			<Asked
				file={{ ...file, asks: again, message: "", hint: "" }}
				others={[]}
				{...{ given, busy, onAnswer, onCover }}
			/>
		);
	}
	const said = [
		given?.account && formatIban(given.account),
		given?.dates && t.orders[given.dates],
	].filter(Boolean);
	return (
		<div className={classes.given}>
			{said.length > 0 && (
				<span>
					<span className="dim">{t.given} : </span>
					{said.join(" · ")}
				</span>
			)}
			{said.length > 0 && (
				<Button
					size="compact-sm"
					variant="subtle"
					onClick={() => setAgain(given?.account ? "account" : "dates")}
				>
					{t.change}
				</Button>
			)}
			{(given?.mapping || isTable(file.format)) && (
				<MappingButton
					file={file}
					given={given}
					label={t.changeColumns}
					onAnswer={onAnswer}
					onCover={onCover}
				/>
			)}
		</div>
	);
}
