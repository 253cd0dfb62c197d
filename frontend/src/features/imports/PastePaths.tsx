import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";

const t = fr.imports;

/** A field to paste paths into, one a line; quotes around a path (Windows) do not count. */
export function PastePaths({ onAdd }: { onAdd: (paths: string[]) => void }) {
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
					add();
				}}
			/>
			<Button variant="default" disabled={!text.trim()} onClick={add}>
				{t.pasteAdd}
			</Button>
		</div>
	);
}
