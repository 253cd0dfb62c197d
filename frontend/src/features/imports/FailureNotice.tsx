import type { ImportReport } from "../../api";
import { Notice } from "../../ui/Notice";

/** Why an import or its preview ended before its end. */
export function FailureNotice({ failure }: { failure: NonNullable<ImportReport["failure"]> }) {
	return (
		<Notice kind={failure.code === "cancelled" ? "warn" : "bad"}>
			<strong>{failure.message}</strong>
			{failure.hint && <div>{failure.hint}</div>}
		</Notice>
	);
}
