import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { z } from "zod";
import { type AccountRow, type ApiError, api, toApiError } from "../../api";
import { fr } from "../../i18n/fr";
import { formatIban, normalizeIban } from "../../lib/iban";
import { fieldError } from "../../ui/forms";
import { notify } from "../../ui/notify";
import { useMine } from "../portfolio/mine";
import { useSession } from "../session/session";
import { useSaveAccount } from "./queries";

export interface Prefill {
	iban: string;
	clientId: number;
	clientName: string;
}

const schema = z
	.object({ iban: z.string().trim().min(1, fr.common.required), mode: z.string() })
	.and(z.object({ clientId: z.number(), name: z.string() }))
	.refine((v) => v.mode === "new" || v.clientId > 0, {
		path: ["clientId"],
		message: fr.ibans.chooseClient,
	})
	.refine((v) => v.mode === "known" || v.name.trim() !== "", {
		path: ["name"],
		message: fr.common.required,
	});

/** The form of an IBAN: its account, and its client when that is created with it. */
export function useIbanForm(
	row: AccountRow | undefined,
	prefill: Prefill | undefined,
	onSaved: (row: AccountRow) => void,
) {
	const { me } = useSession();
	const mine = useMine();
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm({
		initialValues: {
			mode: "known",
			clientId: row?.clientId ?? prefill?.clientId ?? 0,
			name: "",
			siret: "",
			reference: "",
			firmId: row?.firmId ?? me.firms[0]?.id ?? 0,
			iban: row?.ibanShown ?? formatIban(prefill?.iban ?? ""),
			holder: row?.holder ?? "",
			collectFrom: row?.collectFrom ?? "",
			ledgerAccount: row?.ledgerAccount ?? "",
			journalCode: row?.journalCode ?? "",
			approvedOn: "",
		},
		validate: schemaResolver(schema, { sync: true }),
	});
	const save = useSaveAccount((saved) => {
		notify(row ? fr.ibans.saved : fr.ibans.created);
		onSaved(saved);
	});

	const submit = form.onSubmit(async (v) => {
		setFailure(null);
		try {
			const clientId = v.mode === "new" ? await createClient(v) : v.clientId;
			const { holder, collectFrom, ledgerAccount, journalCode, approvedOn } = v;
			const iban = normalizeIban(v.iban);
			await save.mutateAsync({
				id: row?.id ?? 0,
				...{ clientId, iban, holder, collectFrom, ledgerAccount, journalCode, approvedOn },
			});
		} catch (thrown) {
			setFailure(fieldError(form, toApiError(thrown)));
		}
	});

	/** Once created the client is chosen, so that a second try does not create it twice. */
	const createClient = async (v: typeof form.values) => {
		const { name, siret, reference, firmId } = v;
		const unknown = { address: "", postcode: "", city: "", email: "" };
		const client = await api.clients.Save({
			...{ id: 0, name, siret, reference, firmId, ...unknown },
			...{ signatoryName: "", signatoryQuality: "" },
			responsableId: mine ? me.staffId : 0,
			...{ standInId: 0, standInUntil: "", confidential: false },
		});
		form.setValues({ mode: "known", clientId: client.id });
		return client.id;
	};

	return { form, submit, failure, pending: save.isPending };
}
