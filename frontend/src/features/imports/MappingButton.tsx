import { Button } from "@mantine/core";
import { useState } from "react";
import type { FileAnswer, FilePreview, TableMapping } from "../../api";
import { MappingDialog } from "./MappingDialog";

interface Props {
	file: FilePreview;
	given?: FileAnswer;
	label: string;
	onAnswer: (paths: string[], said: Partial<FileAnswer>) => void;
	onCover: (covered: boolean) => void;
}

/** Opens the assistant that reads the columns of a table. */
export function MappingButton({ file, given, label, onAnswer, onCover }: Props) {
	const [open, setOpen] = useState(false);
	const show = (shown: boolean) => {
		setOpen(shown);
		onCover(shown);
	};
	return (
		<>
			<Button size="compact-sm" variant="default" mt={4} onClick={() => show(true)}>
				{label}
			</Button>
			{open && (
				<MappingDialog
					path={file.path}
					name={file.name}
					first={given?.mapping ? (JSON.parse(given.mapping) as TableMapping) : null}
					onClose={() => show(false)}
					onDone={(mapping) => {
						show(false);
						onAnswer([file.path], {
							mapping: JSON.stringify(mapping),
							...(mapping.account ? { account: mapping.account } : {}),
						});
					}}
				/>
			)}
		</>
	);
}
