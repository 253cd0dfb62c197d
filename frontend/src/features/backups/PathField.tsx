import { Button, Group, TextInput } from "@mantine/core";
import { fr } from "../../i18n/fr";
import { notifyError } from "../../ui/notify";

const t = fr.backups;

interface Props {
	path: string;
	onPath: (path: string) => void;
	/** Opens the system's dialog; "" when it is closed. */
	choose: () => Promise<string>;
	disabled?: boolean;
}

/** Which backup: its path, typed, pasted or chosen. */
export function PathField({ path, onPath, choose, disabled }: Props) {
	const ask = () =>
		choose()
			.then((chosen) => chosen && onPath(chosen))
			.catch(notifyError);
	return (
		<Group gap={8} align="end" wrap="nowrap">
			<TextInput
				flex={1}
				label={t.file}
				value={path}
				onChange={(e) => onPath(e.currentTarget.value)}
				disabled={disabled}
			/>
			<Button variant="default" disabled={disabled} onClick={() => void ask()}>
				{t.choose}
			</Button>
		</Group>
	);
}
