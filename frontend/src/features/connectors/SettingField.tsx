import { Button, Group, Input, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { PartnerField } from "../../api";
import { fr } from "../../i18n/fr";
import { notifyError } from "../../ui/notify";
import classes from "./connectors.module.css";
import { usePickFolder } from "./queries";

const t = fr.connectors;

export type Values = Record<string, string>;

interface Props {
	field: PartnerField;
	form: UseFormReturnType<Values>;
}

const labelOf = (field: PartnerField) =>
	field.required ? field.label : `${field.label} (${fr.common.optional})`;

/** A setting, by its kind. */
export function SettingField(props: Props) {
	switch (props.field.kind) {
		case "choice":
			return <ChoiceField {...props} />;
		case "folder":
			return <FolderField {...props} />;
		default:
			return <TypedField {...props} />;
	}
}

const inputs: Record<string, object> = {
	url: { type: "url" },
	port: { inputMode: "numeric", maw: 120 },
};

function TypedField({ field, form }: Props) {
	return (
		<TextInput
			style={{ flex: 1 }}
			label={labelOf(field)}
			description={field.help}
			spellCheck={false}
			autoComplete="off"
			{...inputs[field.kind]}
			{...form.getInputProps(field.key)}
		/>
	);
}

function FolderField({ field, form }: Props) {
	const pick = usePickFolder((folder) => form.setFieldValue(field.key, folder));
	return (
		<Group gap={8} align="flex-end" wrap="nowrap">
			<TypedField field={field} form={form} />
			<Button
				variant="default"
				onClick={() => pick.mutate(undefined, { onError: notifyError })}
				style={{ alignSelf: form.errors[field.key] ? "center" : undefined }}
			>
				{fr.common.browse}
			</Button>
		</Group>
	);
}

/** The longest label, in characters, that stands well beside another in the panel. */
const shortLabel = 24;

/** A few short options stand side by side; others are a list. */
function ChoiceField({ field, form }: Props) {
	const { label, help, options } = field;
	if (options.length > 2 || options.some((o) => o.label.length > shortLabel))
		return (
			<NativeSelect
				label={labelOf(field)}
				description={help}
				data={options}
				{...form.getInputProps(field.key)}
			/>
		);
	return (
		<Input.Wrapper
			label={labelOf(field)}
			labelElement="div"
			description={help}
			error={form.errors[field.key]}
		>
			<div>
				<SegmentedControl
					aria-label={label}
					data={options}
					value={form.values[field.key]}
					onChange={(value) => form.setFieldValue(field.key, value)}
				/>
			</div>
		</Input.Wrapper>
	);
}

/** What a test found and a person confirmed: shown, never typed. */
export function SettledField({ field, value }: { field: PartnerField; value: string }) {
	return (
		<Input.Wrapper label={field.label} labelElement="div" description={field.help}>
			{value ? (
				<code className={classes.settled}>{value}</code>
			) : (
				<p className={classes.unsettled}>{t.notSettled}</p>
			)}
		</Input.Wrapper>
	);
}
