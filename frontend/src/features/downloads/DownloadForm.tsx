import { Button, Group, Radio, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, type DownloadRow } from "../../api";
import { fr } from "../../i18n/fr";
import { joinPath } from "../../lib/path";
import { DateField } from "../../ui/DateField";
import { ErrorNotice } from "../../ui/Notice";
import { type Layout, LayoutFields, PLAIN } from "./LayoutFields";
import { Preview } from "./Preview";
import { useDownloadPreview, useTake } from "./queries";

const t = fr.downloads;

interface Props {
	firmId: number;
	onTaken: (row: DownloadRow) => void;
}

/** What the global file is to hold, what that gives, and where to write it. */
export function DownloadForm({ firmId, onTaken }: Props) {
	const [what, setWhat] = useState("last");
	const [period, setPeriod] = useState({ from: "", to: "" });
	const [layout, setLayout] = useState<Layout>(PLAIN);
	const [typed, setTyped] = useState<string | null>(null);
	const form = {
		...{ firmId, ...(what === "period" ? period : { from: "", to: "" }) },
		...{ ...layout, path: "" },
	};
	const preview = useDownloadPreview(form);
	const ending = /\.\w+$/.exec(preview.data?.fileName ?? "")?.[0];
	// A path of one's own follows the format that is chosen after it.
	useEffect(() => {
		if (ending)
			setTyped((path) => path?.replace(/\.(dat|csv|xlsx|ofx|qif|txt|zip)$/i, ending) ?? null);
	}, [ending]);
	const take = useTake();
	const proposed = preview.data ? joinPath(preview.data.folderPath, preview.data.fileName) : "";
	const path = typed ?? proposed;
	const browse = useMutation({
		mutationFn: () => api.downloads.PickPath(preview.data?.fileName ?? ""),
		onSuccess: (chosen) => chosen && setTyped(chosen),
	});
	const incomplete = what === "period" && (period.from === "" || period.to === "");
	const nothing = (preview.data?.statements ?? 0) === 0;
	const failure = take.error ?? browse.error ?? preview.error;
	return (
		<form
			aria-label={t.title}
			onSubmit={(event) => {
				event.preventDefault();
				take.mutate({ ...form, path }, { onSuccess: onTaken });
			}}
		>
			<Stack gap={14}>
				<Radio.Group value={what} onChange={setWhat} aria-label={t.what}>
					<Stack gap={8}>
						<Radio value="last" label={t.sinceLast} data-autofocus />
						<Group gap={10}>
							<Radio value="period" label={t.period} />
							{what === "period" && (
								<>
									<DateField
										ariaLabel={t.from}
										width={136}
										value={period.from}
										onChange={(from) => setPeriod({ ...period, from })}
									/>
									<span className="dim">{t.to}</span>
									<DateField
										ariaLabel={t.to}
										width={136}
										value={period.to}
										onChange={(to) => setPeriod({ ...period, to })}
									/>
								</>
							)}
						</Group>
					</Stack>
				</Radio.Group>
				<LayoutFields value={layout} onChange={setLayout} />
				{preview.data && <Preview preview={preview.data} />}
				<Group gap={8} align="flex-end" wrap="nowrap">
					<TextInput
						style={{ flex: 1 }}
						label={t.path}
						spellCheck={false}
						value={path}
						onChange={(event) => setTyped(event.currentTarget.value)}
					/>
					<Button variant="default" onClick={() => browse.mutate()}>
						{t.browse}
					</Button>
				</Group>
				{failure && <ErrorNotice error={failure} />}
				<Group justify="flex-end">
					<Button
						type="submit"
						loading={take.isPending}
						disabled={nothing || incomplete || path.trim() === ""}
					>
						{t.take}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
