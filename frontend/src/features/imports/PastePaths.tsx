import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";

const t = fr.imports;

interface Props {
	onAdd: (paths: string[]) => void;
	/** Enter with nothing left to add. */
	onGo: () => void;
}

/** A field to paste paths into, one a line; quotes around a path (Windows) do not count. */
export function PastePaths({ onAdd, onGo }: Props) {
	const [text, setText] = useState("");
	const add = () => {
		const paths = text
			.split(/\r?\n/)
			.map((line) => line.trim().replace(/^"(.*)"$/, "$1"))
			.filter(Boolean);
		if (paths.length === 0) return;
		onAdd(paths);
		setText("");
	};
	return (
		<div style={{ display: "flex", gap: 8, alignItems: "flex-end" }}>
			<Textarea
				style={{ flex: 1 }}
				label={t.paste}
				description={t.pasteHelp}
				autosize
				minRows={1}
				maxRows={5}
				spellCheck={false}
				value={text}
				onChange={(event) => setText(event.currentTarget.value)}
				onKeyDown={(event) => {
					if (event.key !== "Enter" || event.shiftKey) return;
					event.preventDefault();
					if (text.trim()) add();
					else onGo();
				}}
			/>
			<Button variant="default" disabled={!text.trim()} onClick={add}>
				{t.pasteAdd}
			</Button>
		</div>
	);
}
