import { Button, Group, Menu, Modal, Stack, TextInput } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import { useRemoveSearch, useSaved, useSaveSearch } from "./queries";

const t = fr.search;

/** The searches that one keeps for oneself: each is an address of this screen. */
export function Saved() {
	const { search } = useLocation();
	const navigate = useNavigate();
	const saved = useSaved();
	const [naming, setNaming] = useState(false);
	const list = saved.data ?? [];
	const here = list.find((s) => addressOf(s.query) === search);
	const remove = useRemoveSearch(() => notify(t.removed));
	return (
		<>
			<Menu position="bottom-end" withinPortal>
				<Menu.Target>
					<Button variant="subtle" leftSection={<IconBookmark size={16} />}>
						{t.saved}
					</Button>
				</Menu.Target>
				<Menu.Dropdown>
					{list.length === 0 && <Menu.Label>{t.savedNone}</Menu.Label>}
					{list.map((s) => (
						<Menu.Item
							key={s.id}
							onClick={() => void navigate({ pathname: "/recherche", search: addressOf(s.query) })}
						>
							{s.name}
						</Menu.Item>
					))}
					<Menu.Divider />
					<Menu.Item disabled={search === ""} onClick={() => setNaming(true)}>
						{t.save}
					</Menu.Item>
					{here && (
						<Menu.Item onClick={() => remove.mutate(here.id, { onError: notifyError })}>
							{t.remove(here.name)}
						</Menu.Item>
					)}
				</Menu.Dropdown>
			</Menu>
			<Modal
				opened={naming}
				onClose={() => setNaming(false)}
				title={t.saveTitle}
				closeButtonProps={{ "aria-label": fr.common.close }}
			>
				{naming && <Naming search={search} onClose={() => setNaming(false)} />}
			</Modal>
		</>
	);
}

function Naming({ search, onClose }: { search: string; onClose: () => void }) {
	const [name, setName] = useState("");
	const save = useSaveSearch(() => {
		notify(t.done(name.trim()));
		onClose();
	});
	return (
		<form
			aria-label={t.saveTitle}
			onSubmit={(event) => {
				event.preventDefault();
				save.mutate({ name, query: JSON.stringify({ search }) });
			}}
		>
			<Stack gap={12}>
				<TextInput
					data-autofocus
					label={t.name}
					description={t.nameHelp}
					value={name}
					onChange={(event) => setName(event.currentTarget.value)}
					maxLength={80}
				/>
				{save.error && <ErrorNotice error={save.error} />}
				<Group justify="flex-end" gap={8}>
					<Button variant="default" onClick={onClose}>
						{fr.common.cancel}
					</Button>
					<Button type="submit" loading={save.isPending} disabled={!name.trim()}>
						{fr.common.save}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}

/** The address that a saved search stands for; "" when it cannot be read. */
function addressOf(query: string): string {
	try {
		const { search } = JSON.parse(query) as { search?: unknown };
		return typeof search === "string" ? search : "";
	} catch {
		return "";
	}
}
