import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import type { Diagnosis } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { SupportButton } from "../support/SupportButton";
import { SupportDialog } from "../support/SupportDialog";
import { Answer } from "./Answer";
import { Checklist } from "./Checklist";
import classes from "./diagnostic.module.css";
import { useDiagnosis } from "./queries";

const t = fr.diagnostic;

/** Why an IBAN's statements do or do not reach its tool: the answer, then each check. */
export function DiagnosisPage() {
	const id = Number(useParams().id);
	const diagnosis = useDiagnosis(id);
	const d = diagnosis.data;
	return (
		<Page
			name={d ? `${t.title} ${d.ibanShown}` : t.title}
			title={
				<>
					<span className={classes.crumb}>
						<Link to="/diagnostic">{t.title}</Link>
						{d && ` / ${d.firmName}`}
					</span>{" "}
					{d?.clientName ?? "…"}
				</>
			}
			actions={
				<>
					{d && <SupportButton accountId={d.accountId} />}
					<Button
						variant="default"
						leftSection={<IconRefresh size={16} />}
						loading={diagnosis.isFetching && !diagnosis.isPending}
						onClick={() => void diagnosis.refetch()}
					>
						{t.again}
					</Button>
				</>
			}
			toolbar={
				d && (
					<Link to={`/ibans/${d.accountId}`} className="tabular">
						{d.ibanShown}
					</Link>
				)
			}
		>
			<Scroll>
				{diagnosis.error && (
					<ErrorNotice error={diagnosis.error} onRetry={() => void diagnosis.refetch()} />
				)}
				{d && <Found diagnosis={d} />}
			</Scroll>
		</Page>
	);
}

function Found({ diagnosis }: { diagnosis: Diagnosis }) {
	const [asking, setAsking] = useState(false);
	const support = () => setAsking(true);
	return (
		<div className={classes.found}>
			<Answer diagnosis={diagnosis} onSupport={support} />
			<Checklist diagnosis={diagnosis} onSupport={support} />
			{asking && <SupportDialog accountId={diagnosis.accountId} onClose={() => setAsking(false)} />}
		</div>
	);
}
