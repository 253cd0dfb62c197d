// Pictures of every screen on demonstration data, light and dark, for the documentation and
// to be looked at: `make screenshots`.

import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Program } from "./harness.mjs";
import { screens, settled, wear } from "./screens.mjs";

const folder = resolve(dirname(fileURLToPath(import.meta.url)), "../../docs/screenshots");

// Pictures show where the data lies: under a name that is the same for all who make them.
const program = await Program.start({ demo: true, folder: join(tmpdir(), "So bank") });
try {
	const page = await program.open();
	await page.setViewportSize({ width: 1280, height: 720 });
	await mkdir(folder, { recursive: true });
	await page.getByRole("button", { name: "Se connecter", exact: true }).waitFor();
	await picture(page, "connexion");
	await page.getByRole("button", { name: "Remplir avec ces identifiants" }).click();
	await page.getByRole("button", { name: "Se connecter", exact: true }).click();
	await page.getByRole("navigation").first().waitFor();
	for (const [name, address] of screens) {
		await page.evaluate((hash) => {
			window.location.hash = hash;
		}, `#${address}`);
		await settled(page);
		await picture(page, name);
	}
	if (program.complaints.length > 0) throw new Error(program.complaints.join("\n"));
} finally {
	await program.stop();
}

async function picture(page, name) {
	for (const scheme of ["light", "dark"]) {
		await wear(page, scheme);
		await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) });
	}
	await wear(page, "light");
}
