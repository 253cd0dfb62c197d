import "@testing-library/jest-dom/vitest";
import { notifications } from "@mantine/notifications";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// A machine that does much else is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });

// What jsdom lacks and Mantine asks for.
window.matchMedia = (query: string) =>
	({
		matches: false,
		media: query,
		onchange: null,
		addListener: () => {},
		removeListener: () => {},
		addEventListener: () => {},
		removeEventListener: () => {},
		dispatchEvent: () => false,
	}) as MediaQueryList;
window.ResizeObserver = class {
	observe() {}
	unobserve() {}
	disconnect() {}
};
window.HTMLElement.prototype.scrollIntoView = () => {};
Object.defineProperty(document, "fonts", {
	value: { addEventListener: () => {}, removeEventListener: () => {} },
});

afterEach(() => {
	cleanup();
	notifications.clean();
	localStorage.clear();
	window.location.hash = "";
});
