import "./lib/strict";
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "./ui/tokens.css";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { newQueryClient } from "./data/client";
import { stayHere } from "./ui/navigation";
import { shareNonce } from "./ui/nonce";

async function main() {
	shareNonce();
	stayHere();
	if (import.meta.env.MODE === "fake") {
		const { installFake } = await import("./api/fake");
		installFake();
	}
	const root = document.getElementById("root");
	if (root) createRoot(root).render(<App client={newQueryClient()} />);
}

void main();
