import { Button } from "@mantine/core";
import { IconLifebuoy } from "@tabler/icons-react";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { SupportDialog } from "./SupportDialog";

/** « Contacter le support Sogescot », at the head of a page. */
export function SupportButton({ accountId }: { accountId: number }) {
	const [asking, setAsking] = useState(false);
	return (
		<>
			<Button
				variant="default"
				leftSection={<IconLifebuoy size={16} />}
				onClick={() => setAsking(true)}
			>
				{fr.support.title}
			</Button>
			{asking && <SupportDialog accountId={accountId} onClose={() => setAsking(false)} />}
		</>
	);
}
