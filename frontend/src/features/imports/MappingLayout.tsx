import { NativeSelect, TextInput } from "@mantine/core";
import type { TableMapping, TablePreview } from "../../api";
import { fr } from "../../i18n/fr";
import { AccountPicker } from "./AccountPicker";
import classes from "./imports.module.css";

const t = fr.imports.mapping;

interface Props {
	table: TablePreview;
	mapping: TableMapping;
	onChange: (part: Partial<TableMapping>) => void;
}

const choices = (words: Record<string, string>) =>
	Object.entries(words).map(([value, label]) => ({ value, label }));

/** How the table is laid out: separators, alphabet, dates, titles, and its account. */
export function MappingLayout({ table, mapping, onChange }: Props) {
	const hasAccount = mapping.roles.includes("account");
	return (
		<fieldset className={classes.layout}>
			<legend>{t.layout}</legend>
			{table.sheets.length > 0 ? (
				<NativeSelect
					label={t.sheet}
					data={table.sheets}
					value={mapping.sheet}
					onChange={(event) => onChange({ sheet: event.currentTarget.value })}
				/>
			) : (
				<>
					<NativeSelect
						label={t.delimiter}
						data={choices(t.delimiters)}
						value={mapping.delimiter}
						onChange={(event) => onChange({ delimiter: event.currentTarget.value })}
					/>
					<NativeSelect
						label={t.charset}
						data={choices(t.charsets)}
						value={mapping.charset}
						onChange={(event) => onChange({ charset: event.currentTarget.value })}
					/>
				</>
			)}
			<NativeSelect
				label={t.decimal}
				data={[
					...(mapping.decimal === "" ? [{ value: "", label: t.datesUnknown }] : []),
					...choices(t.decimals),
				]}
				value={mapping.decimal}
				onChange={(event) => onChange({ decimal: event.currentTarget.value })}
			/>
			<NativeSelect
				label={t.dates}
				data={[
					...(mapping.dates === "" ? [{ value: "", label: t.datesUnknown }] : []),
					...choices(t.orders),
				]}
				value={mapping.dates}
				onChange={(event) => onChange({ dates: event.currentTarget.value })}
			/>
			<NativeSelect
				label={t.header}
				data={headers(mapping.header)}
				value={String(mapping.header)}
				onChange={(event) => onChange({ header: Number(event.currentTarget.value) })}
			/>
			<TextInput
				label={t.currency}
				value={mapping.currency}
				maxLength={3}
				onChange={(event) => onChange({ currency: event.currentTarget.value.toUpperCase() })}
			/>
			{!hasAccount && (
				<div className={classes.wide}>
					<AccountPicker
						label={t.account}
						value={mapping.account}
						onChange={(account) => onChange({ account })}
						clearable
					/>
				</div>
			)}
		</fieldset>
	);
}

/** The lines that may hold the titles; more when the present one is further down. */
function headers(now: number) {
	return [
		{ value: "0", label: t.noHeader },
		...Array.from({ length: Math.max(20, now) }, (_, i) => ({
			value: String(i + 1),
			label: t.headerLine(i + 1),
		})),
	];
}
