import { Button, Checkbox, Group, Radio, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { FileAnswer, FilePreview } from "../../api";
import { fr } from "../../i18n/fr";
import { Notice } from "../../ui/Notice";
import { AccountPicker } from "./AccountPicker";
import { MappingButton } from "./MappingButton";

const t = fr.imports.answer;

interface Props {
	file: FilePreview;
	/** The other files that ask for the same thing. */
	others: readonly FilePreview[];
	given?: FileAnswer;
	busy: boolean;
	onAnswer: (paths: string[], said: Partial<FileAnswer>) => void;
	onCover: (covered: boolean) => void;
}

/** What a file leaves open, asked. */
export function Asked({ file, others, given, busy, onAnswer, onCover }: Props) {
	const [account, setAccount] = useState(given?.account ?? "");
	const [dates, setDates] = useState(given?.dates || "dmy");
	const [everywhere, setEverywhere] = useState(false);
	const title = file.asks === "account" ? t.account : file.asks === "dates" ? t.dates : t.mapping;
	const said: Partial<FileAnswer> = file.asks === "account" ? { account } : { dates };
	const submit = (event: FormEvent) => {
		event.preventDefault();
		const paths = everywhere ? [file, ...others] : [file];
		onAnswer(
			paths.map((f) => f.path),
			said,
		);
	};
	return (
		<Notice kind="warn">
			<strong>{title}</strong>
			{file.asks !== "account" && file.message && <div>{file.message}</div>}
			{file.hint && <div className="dim">{file.hint}</div>}
			{file.asks === "mapping" ? (
				<MappingButton
					file={file}
					given={given}
					label={t.readColumns}
					onAnswer={onAnswer}
					onCover={onCover}
				/>
			) : (
				<form aria-label={title} onSubmit={submit}>
					<Stack gap={10} mt={8}>
						{file.asks === "account" ? (
							<AccountPicker value={account} onChange={setAccount} />
						) : (
							<DateOrder value={dates} onChange={setDates} />
						)}
						{others.length > 0 && (
							<Checkbox
								size="xs"
								label={t.everywhere(others.length)}
								checked={everywhere}
								onChange={(event) => setEverywhere(event.currentTarget.checked)}
							/>
						)}
						<Group>
							<Button
								type="submit"
								variant="default"
								loading={busy}
								disabled={file.asks === "account" && account === ""}
							>
								{t.submit}
							</Button>
						</Group>
					</Stack>
				</form>
			)}
		</Notice>
	);
}

/** Three ways to read a date, the French one first. */
export function DateOrder(p: { value: string; onChange: (order: string) => void }) {
	return (
		<Radio.Group label={t.datesLabel} value={p.value} onChange={p.onChange}>
			<Stack gap={4} mt={4}>
				{["dmy", "mdy", "ymd"].map((order) => (
					<Radio key={order} size="xs" value={order} label={t.orders[order]} />
				))}
			</Stack>
		</Radio.Group>
	);
}
