import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Diagnosis, DiagnosisStep } from "../../api";
import { useDialogs } from "../frame/dialogs";
import { addressOf } from "./addressOf";

interface Props {
	step: DiagnosisStep;
	diagnosis: Diagnosis;
	onSupport: () => void;
	variant: "filled" | "default";
}

/** The button of a check: it goes where that is mended. */
export function ActionButton({ step, diagnosis, onSupport, variant }: Props) {
	const { show } = useDialogs();
	if (!step.action || !step.button) return null;
	if (step.action === "support" || step.action === "import") {
		const act = step.action === "support" ? onSupport : () => show("import");
		return (
			<Button variant={variant} onClick={act}>
				{step.button}
			</Button>
		);
	}
	const to = addressOf(step, diagnosis);
	if (!to) return null;
	return (
		<Button component={Link} to={to} variant={variant}>
			{step.button}
		</Button>
	);
}
