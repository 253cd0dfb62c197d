import { ActionIcon } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { copyText } from "../api";
import { fr } from "../i18n/fr";

interface Props {
	text: string;
	label: string;
}

/** Copies a text and says so by its icon and its name. */
export function CopyButton({ text, label }: Props) {
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), 2000);
		return () => clearTimeout(timer);
	}, [copied]);
	return (
		<ActionIcon
			aria-label={copied ? fr.common.copied : label}
			title={copied ? fr.common.copied : label}
			onClick={async (event) => {
				event.stopPropagation();
				await copyText(text);
				setCopied(true);
			}}
		>
			{copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
		</ActionIcon>
	);
}
