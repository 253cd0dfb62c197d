import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { App } from "../App";
import { type Fake, type FakeOptions, installFake } from "../api/fake";
import { newQueryClient } from "../data/client";

interface Options extends FakeOptions {
	colorScheme?: "light" | "dark";
	/** Changes the backend before the window opens. */
	prepare?: (fake: Fake) => void;
}

/** Opens the whole window on the fake backend, at an address. */
export function open(address: string, { colorScheme, prepare, ...options }: Options = {}) {
	window.location.hash = address;
	const fake = installFake(options);
	prepare?.(fake);
	const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
	const view = render(<App client={newQueryClient()} env="test" colorScheme={colorScheme} />);
	return { fake, user, ...view };
}

/** What axe finds wrong on screen, one line each. jsdom has no layout, so no colours either. */
export async function faults(): Promise<string[]> {
	const { violations } = await axe.run(document.body, {
		rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
	});
	return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
}

export const button = (name: string | RegExp) => screen.findByRole("button", { name });

/** The list of that name, once it has rows. */
export async function filledGrid(name: string) {
	const grid = await screen.findByRole("grid", { name });
	await within(grid).findAllByRole("gridcell");
	return grid;
}

/** The text of the rows of a grid, header first, cells joined by « | ». */
export function rowsOf(grid: HTMLElement): string[] {
	return within(grid)
		.getAllByRole("row")
		.map((row) => [...row.children].map((cell) => cell.textContent?.trim()).join(" | "));
}
