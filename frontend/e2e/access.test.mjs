// What must hold on every screen, in Chromium on demonstration data: no accessibility fault,
// light or dark, nothing that overflows at 1280×720 nor at 200 % zoom, a way through the FAQ
// without a mouse.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Program } from "./harness.mjs";
import { screens, settled, wear } from "./screens.mjs";
import { finders, stepsOf } from "./steps.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let program;
let page;
const step = stepsOf(() => program);
const { button, menu } = finders(() => page);

before(async () => {
	program = await Program.start({ demo: true });
	page = await program.open();
	await page.setViewportSize({ width: 1280, height: 720 });
});

after(() => program?.stop());

async function go(address) {
	await page.evaluate((hash) => {
		window.location.hash = hash;
	}, `#${address}`);
	await settled(page);
}

/** What axe finds wrong, one line each. */
async function faults() {
	// Evaluated by the test, not put into the page, whose policy would refuse it.
	if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
	return page.evaluate(async () => {
		const { violations } = await window.axe.run(document, {
			runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
		});
		return violations.flatMap((v) =>
			v.nodes.map((n) => `${v.id}: ${n.target} ${n.html.slice(0, 120)}`),
		);
	});
}

/** What is wider than the window and cannot be reached by scrolling its own list. */
function overflow() {
	return page.evaluate(() => {
		const wide = document.documentElement;
		return wide.scrollWidth > wide.clientWidth ? [`${wide.scrollWidth} > ${wide.clientWidth}`] : [];
	});
}

step("the sign-in has no fault", async () => {
	await button("Se connecter").waitFor();
	for (const scheme of ["light", "dark"]) {
		await wear(page, scheme);
		assert.deepEqual(await faults(), [], scheme);
	}
	await wear(page, "light");
	await button("Remplir avec ces identifiants").click();
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
});

for (const [name, address] of screens)
	test(`${name} has no fault, light or dark, and fits`, async () => {
		await go(address);
		for (const scheme of ["light", "dark"]) {
			await wear(page, scheme);
			assert.deepEqual(await faults(), [], scheme);
		}
		assert.deepEqual(await overflow(), [], "1280×720");
		await page.setViewportSize({ width: 640, height: 360 }); // 1280×720 at 200 %
		await settled(page);
		assert.deepEqual(await overflow(), [], "200 %");
		await page.setViewportSize({ width: 1280, height: 720 });
		await wear(page, "light");
	});
