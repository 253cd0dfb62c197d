import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useParams as usePath } from "react-router";
import { useGo, useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { Page, Stage } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { AccountDialog } from "./AccountDialog";
import { CompanyPanel } from "./CompanyPanel";
import { useRegistryStatus, useSearchResults } from "./queries";
import { Results } from "./Results";
import classes from "./registry.module.css";

const t = fr.registry;

/** « INPI »: companies of the public registers; one opens in a panel on the right. */
export function RegistryPage() {
	const { text, set } = useParams();
	const number = usePath().siren;
	const go = useGo();
	const asked = text("q");
	const results = useSearchResults(asked);
	return (
		<Page
			title={t.title}
			count={results.data && fr.common.results(results.data.total)}
			actions={
				<>
					<SearchForm asked={asked} busy={results.isFetching} onSearch={(q) => set({ q })} />
					<AccountButton />
				</>
			}
		>
			<p className={classes.lead}>{t.lead}</p>
			<Stage>
				<Results asked={asked} results={results} openedKey={number} />
				{number && <CompanyPanel key={number} number={number} onClose={() => go("/inpi")} />}
			</Stage>
		</Page>
	);
}

interface SearchProps {
	asked: string;
	busy: boolean;
	onSearch: (text: string) => void;
}

/** Asks when told to, not at each key: every question leaves the machine. */
function SearchForm({ asked, busy, onSearch }: SearchProps) {
	const [typed, setTyped] = useState(asked);
	useEffect(() => setTyped(asked), [asked]);
	return (
		<form
			className={classes.search}
			onSubmit={(event) => {
				event.preventDefault();
				onSearch(typed.trim());
			}}
		>
			<SearchField value={typed} onChange={setTyped} placeholder={t.search} />
			<Button type="submit" loading={busy} disabled={typed.trim() === ""}>
				{fr.common.search}
			</Button>
		</form>
	);
}

/** Says whether the firm's account at the INPI serves, and opens its form. */
function AccountButton() {
	const status = useRegistryStatus();
	const [open, setOpen] = useState(false);
	if (!status.data?.mayEdit) return null;
	return (
		<>
			<Button variant="default" onClick={() => setOpen(true)}>
				{status.data.account ? t.account : t.accountAdd}
			</Button>
			{open && <AccountDialog there={status.data.account} onClose={() => setOpen(false)} />}
		</>
	);
}
