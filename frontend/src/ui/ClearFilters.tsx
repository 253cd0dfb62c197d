import { Button } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import { fr } from "../i18n/fr";

/** « Effacer les filtres », in sight as long as a list is filtered. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
	return (
		<Button
			size="compact-sm"
			variant="subtle"
			leftSection={<IconFilterOff size={15} />}
			onClick={onClear}
		>
			{fr.common.clearFilters}
		</Button>
	);
}
