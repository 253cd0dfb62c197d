import { afterEach, beforeEach, expect, test } from "vitest";
import { stayHere } from "./navigation";

let stop: () => void;
beforeEach(() => {
	stop = stayHere();
});
afterEach(() => {
	stop();
	document.body.replaceChildren();
});

function clickOn(html: string): boolean {
	document.body.innerHTML = html;
	const inside = document.body.querySelector("a > *") ?? document.body.querySelector("a");
	const event = new MouseEvent("click", { bubbles: true, cancelable: true, composed: true });
	inside?.dispatchEvent(event);
	return event.defaultPrevented;
}

test.each([
	'<a href="https://exemple.fr/">x</a>',
	'<a href="//exemple.fr/">x</a>',
	'<a href="file:///etc/passwd">x</a>',
	'<a href="data:text/html,x">x</a>',
	'<a href="/autre.html"><b>x</b></a>',
	'<a href="https://">x</a>',
	'<a href="#/clients" target="_blank">x</a>',
	'<a href="#/clients" download>x</a>',
])("%s leads nowhere", (html) => {
	expect(clickOn(html)).toBe(true);
});

test("a link within the page works", () => {
	expect(clickOn('<a href="#/clients"><b>x</b></a>')).toBe(false);
});

test("no other window opens, and what is dropped is not shown", () => {
	expect(window.open("https://exemple.fr")).toBeNull();
	const drop = new Event("drop", { bubbles: true, cancelable: true });
	document.body.dispatchEvent(drop);
	expect(drop.defaultPrevented).toBe(true);
});
