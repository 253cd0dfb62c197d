import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { api, type ImportPreview } from "../../api";
import { fr } from "../../i18n/fr";
import { useDialogs } from "../frame/dialogs";
import { useSession } from "../session/session";
import { type Choice, noChoice, taking } from "./choice";
import { ImportForm } from "./ImportForm";
import { ImportReport } from "./ImportReport";
import { ImportRunning } from "./ImportRunning";
import { useJobs } from "./jobs";
import { PreviewPage } from "./PreviewPage";
import { useOpenedFiles } from "./useOpenedFiles";

const t = fr.imports;

/** A preview shorter than this shows no progress, in milliseconds. */
const AT_ONCE = 400;

type Step =
	| { at: "choice" }
	| { at: "looking"; job: string; before?: ImportPreview }
	| { at: "importing"; job: string };

/**
 * From files to their report, by way of the preview. Closing it lets an import go on and gives a
 * preview up; opening it again shows the import, or what was chosen.
 */
export function ImportDialog() {
	const { open, show, hide } = useDialogs();
	const { me } = useSession();
	const { reportOf, previewOf, look, cancel } = useJobs();
	const [step, setStep] = useState<Step>({ at: "choice" });
	const [choice, setChoice] = useState(() => noChoice(me.firms[0]?.id ?? 0));
	const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
	const [covered, setCovered] = useState(false); // by a dialog that Escape closes first
	const small = useMediaQuery("(max-width: 900px), (max-height: 560px)");

	const job = step.at === "choice" ? null : step.job;
	const found = step.at === "looking" ? previewOf(step.job) : undefined;
	const waiting = step.at === "looking" && !found;
	const slow = useSlow(waiting ? job : null);
	const report = step.at === "importing" ? reportOf(step.job) : undefined;
	const shown = found ?? (waiting && !slow && step.before ? step.before : undefined);

	const preview = useMutation({
		mutationFn: (form: Choice) => look(form),
		onSuccess: (started, form) => {
			setChoice(form); // an answer that is refused is not kept
			setStep({ at: "looking", job: started, before: shown });
		},
	});
	const start = useMutation({
		mutationFn: (form: Choice) => api.imports.Start(form),
		onSuccess: (started) => setStep({ at: "importing", job: started }),
	});
	const toChoice = () => {
		preview.reset();
		start.reset();
		setStep({ at: "choice" });
	};
	const anew = () => {
		setChoice(noChoice(choice.firmId));
		setLeft(new Set());
		toChoice();
	};
	// What the system opens joins what is chosen; an import that runs, or its report, is not hidden.
	const opened = useOpenedFiles();
	const receive = useEffectEvent((paths: readonly string[]) => {
		if (waiting && job !== null) void cancel(job).catch(() => undefined);
		setChoice({ ...choice, paths: [...new Set([...choice.paths, ...paths])] });
		toChoice();
		show("import");
		opened.taken();
	});
	useEffect(() => {
		if (opened.paths.length > 0 && step.at !== "importing") receive(opened.paths);
	}, [opened.paths, step.at]);
	const close = () => {
		hide();
		if (waiting && job !== null) void cancel(job).catch(() => undefined);
		if (report) anew();
		else if (step.at === "looking") toChoice();
	};

	const screen = (): { title: string; wide?: boolean; body: ReactNode } => {
		if (report) {
			return {
				title: t.report,
				body: <ImportReport report={report} onAgain={anew} onClose={close} onCover={setCovered} />,
			};
		}
		if (step.at === "importing")
			return { title: t.running, body: <ImportRunning job={step.job} onHide={hide} /> };
		if (step.at === "looking" && waiting && slow)
			return { title: t.looking, body: <ImportRunning job={step.job} looking /> };
		if (shown && !shown.failure) {
			return {
				title: t.preview,
				wide: true,
				body: (
					<PreviewPage
						preview={shown}
						choice={choice}
						left={left}
						onLeft={setLeft}
						busy={waiting || preview.isPending}
						starting={start.isPending}
						error={start.error ?? preview.error}
						onAnswer={(next) => preview.mutate(next)}
						onBack={toChoice}
						onTake={(paths, all) => start.mutate(taking(choice, paths, all))}
						onCover={setCovered}
					/>
				),
			};
		}
		return {
			title: t.title,
			body: (
				<ImportForm
					choice={choice}
					onChange={setChoice}
					pending={preview.isPending || waiting}
					error={preview.error}
					failure={shown?.failure ?? undefined}
					onLook={() => preview.mutate(choice)}
				/>
			),
		};
	};
	const { title, wide, body } = screen();
	return (
		<Modal
			opened={open === "import"}
			onClose={close}
			title={title}
			size={wide ? 1200 : 680}
			fullScreen={wide && small}
			closeOnEscape={!covered}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			{body}
		</Modal>
	);
}

/** Whether the same thing has been waited for long enough to say so. */
function useSlow(what: string | null): boolean {
	const [late, setLate] = useState<string | null>(null);
	useEffect(() => {
		if (what === null) return;
		const timer = setTimeout(() => setLate(what), AT_ONCE);
		return () => clearTimeout(timer);
	}, [what]);
	return what !== null && late === what;
}
