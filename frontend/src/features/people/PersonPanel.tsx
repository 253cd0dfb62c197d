import type { PersonRow } from "../../api";
import { useGo } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { SidePanel } from "../../ui/SidePanel";
import { Access } from "./Access";
import type { Handed } from "./HandOver";
import { PersonFormFields } from "./PersonForm";
import { usePerson } from "./queries";

const t = fr.people;

interface Props {
	path: string; // a person's id, or « nouveau »
	onClose: () => void;
	/** A password was given: it is to be shown once. */
	onHanded: (handed: Handed) => void;
}

/** A person, new or known, over the right of the list. */
export function PersonPanel({ path, onClose, onHanded }: Props) {
	const go = useGo();
	if (path !== "nouveau") return <Known id={Number(path)} onClose={onClose} onHanded={onHanded} />;
	return (
		<SidePanel title={t.newTitle} onClose={onClose}>
			<PersonFormFields
				onSaved={(row, { password }) => {
					go(`/collaborateurs/${row.id}`);
					onHanded({ name: row.name, email: row.email, password });
				}}
				onCancel={onClose}
			/>
		</SidePanel>
	);
}

type KnownProps = Omit<Props, "path"> & { id: number };

function Known({ id, onClose, onHanded }: KnownProps) {
	const person = usePerson(id);
	if (person.error) {
		return (
			<SidePanel title={t.card} onClose={onClose}>
				<ErrorNotice error={person.error} onRetry={() => void person.refetch()} />
			</SidePanel>
		);
	}
	if (!person.data) return null;
	const row: PersonRow = person.data;
	return (
		<SidePanel title={row.name} onClose={onClose}>
			<Access
				row={row}
				onPassword={(password) => onHanded({ name: row.name, email: row.email, password })}
			/>
			<PersonFormFields row={row} onSaved={() => {}} onCancel={onClose} />
		</SidePanel>
	);
}
