import { notifications } from "@mantine/notifications";
import { fr } from "../i18n/fr";

/** Says in passing that something worked. */
export function notify(message: string): void {
	notifications.show({
		message,
		autoClose: 4000,
		withBorder: true,
		color: "accent",
		closeButtonProps: { "aria-label": fr.common.close },
	});
}
