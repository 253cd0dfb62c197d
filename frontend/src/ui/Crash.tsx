import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { toApiError } from "../api";
import { fr } from "../i18n/fr";
import { ErrorNotice } from "./Notice";

interface State {
	error: unknown;
}

/** Catches what a screen throws: the rest of the window goes on. */
export class Crash extends Component<{ children: ReactNode }, State> {
	override state: State = { error: null };

	static getDerivedStateFromError(error: unknown): State {
		return { error };
	}

	override render() {
		if (this.state.error === null) return this.props.children;
		return (
			<div style={{ padding: 16, display: "grid", gap: 12, justifyItems: "start" }}>
				<h1>{fr.errors.title}</h1>
				<p>{fr.errors.crashed}</p>
				<ErrorNotice error={toApiError(this.state.error)} />
				<Button onClick={() => this.setState({ error: null })}>{fr.errors.reload}</Button>
			</div>
		);
	}
}
