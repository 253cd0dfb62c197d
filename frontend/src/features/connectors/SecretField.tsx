import { Button, FileButton, Group, PasswordInput, Textarea } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { PartnerField } from "../../api";
import { fr } from "../../i18n/fr";
import classes from "./connectors.module.css";

const t = fr.connectors;

interface Props {
	field: PartnerField;
	form: UseFormReturnType<Record<string, string>>;
	/** Whether this session has the connector's credentials already. */
	kept: boolean;
}

/** A credential: it is given, and never filled back. */
export function SecretField(props: Props) {
	const { field, form, kept } = props;
	if (field.kind === "key") return <KeyField {...props} />;
	return (
		<PasswordInput
			label={field.label}
			description={field.help}
			placeholder={kept ? t.secretKept : undefined}
			autoComplete="new-password"
			{...form.getInputProps(field.key)}
		/>
	);
}

/** The longest private key, in bytes: RSA of 16 384 bits is a fifth of it. */
const longestKey = 64 * 1024;

/** A private key: pasted, or read from its file. Nobody reads it over a shoulder. */
function KeyField({ field, form, kept }: Props) {
	const read = async (file: File | null) => {
		if (!file) return;
		if (file.size > longestKey) return form.setFieldError(field.key, t.keyTooLong);
		try {
			form.setFieldValue(field.key, await file.text());
		} catch {
			form.setFieldError(field.key, t.keyUnread);
		}
	};
	return (
		<Group gap={8} align="flex-end" wrap="nowrap">
			<Textarea
				style={{ flex: 1 }}
				classNames={{ input: classes.key }}
				label={field.label}
				description={field.help}
				placeholder={kept ? t.secretKept : undefined}
				rows={3}
				spellCheck={false}
				autoComplete="off"
				{...form.getInputProps(field.key)}
			/>
			<FileButton onChange={(file) => void read(file)}>
				{(props) => (
					<Button {...props} variant="default">
						{t.keyFile}
					</Button>
				)}
			</FileButton>
		</Group>
	);
}
