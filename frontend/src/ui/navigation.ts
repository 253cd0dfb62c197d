/**
 * Keeps the window on its own page: a link elsewhere, a form, a dropped file and a new window go
 * nowhere. What is to be seen in a browser is opened by the program, from its own list.
 */
export function stayHere(): () => void {
	const clicked = (event: Event) => {
		const link = event.composedPath().find((e) => e instanceof Element && e.localName === "a");
		if (link instanceof Element && leaves(link)) event.preventDefault();
	};
	const refuse = (event: Event) => event.preventDefault();
	const kinds: [string, (event: Event) => void][] = [
		["click", clicked],
		["auxclick", clicked],
		["dragover", refuse],
		["drop", refuse],
	];
	for (const [kind, listener] of kinds) window.addEventListener(kind, listener, true);
	const opener = window.open;
	window.open = () => null;
	return () => {
		for (const [kind, listener] of kinds) window.removeEventListener(kind, listener, true);
		window.open = opener;
	};
}

/** Whether a link leads out of the page: only its fragment may change. */
function leaves(link: Element): boolean {
	const target = link.getAttribute("href") ?? link.getAttributeNS(xlink, "href");
	if (target === null) return false;
	if (link.getAttribute("target") || link.hasAttribute("download")) return true;
	try {
		const to = new URL(target, window.location.href);
		to.hash = "";
		const here = new URL(window.location.href);
		here.hash = "";
		return to.href !== here.href;
	} catch {
		return true;
	}
}

const xlink = "http://www.w3.org/1999/xlink";
