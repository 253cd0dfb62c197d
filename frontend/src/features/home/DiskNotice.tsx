import { Button } from "@mantine/core";
import { useState } from "react";
import { z } from "zod";
import { fr } from "../../i18n/fr";
import { recall, remember } from "../../lib/store";
import { Notice } from "../../ui/Notice";
import { useStart } from "../session/session";
import { useDisk } from "./queries";

const t = fr.disk;
const KEY = "sobank.disk-notice-read";

/**
 * Says that the disk is not encrypted, and what to do, until somebody has read it on this
 * machine. Invented data needs none.
 */
export function DiskNotice() {
	const start = useStart();
	const [read, setRead] = useState(() => recall(KEY, z.boolean(), false));
	const disk = useDisk(!read && start.data !== undefined && !start.data.demo);
	if (read || !disk.data?.clear) return null;
	const how = t.how[disk.data.system as keyof typeof t.how] ?? t.how.linux;
	const dismiss = () => {
		remember(KEY, true);
		setRead(true);
	};
	return (
		<Notice
			kind="warn"
			actions={
				<Button variant="default" onClick={dismiss} style={{ alignSelf: "flex-start" }}>
					{t.dismiss}
				</Button>
			}
		>
			<strong>{t.clear}</strong>
			<div>{t.why}</div>
			<div>{how}</div>
		</Notice>
	);
}
