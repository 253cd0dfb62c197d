// Writes, for go-winres, what the .exe says of itself: build/windows/info.json and the manifest
// with the facts of wails.json and a version.  Usage: node resources.mjs STAMP NUMBER FOLDER

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [stamp, number, folder] = process.argv.slice(2);
const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const wails = JSON.parse(readFileSync(join(here, "../../wails.json"), "utf8"));

/** Puts facts in the place of « {{.Info.X}} », as the Wails command does. */
const filled = (file, version) =>
	readFileSync(join(here, file), "utf8").replace(/\{\{\.(?:Info\.)?(\w+)\}\}/g, (_, name) => {
		if (name === "ProductVersion") return version;
		if (name === "Name") return wails.name;
		const key = name[0].toLowerCase() + name.slice(1);
		if (!(key in wails.info)) throw new Error(`${file}: wails.json has no info.${key}`);
		return wails.info[key];
	});

const { fixed, info } = JSON.parse(filled("info.json", number));
const words = { ...Object.values(info)[0], ProductVersion: stamp, FileVersion: stamp };
writeFileSync(join(folder, "sobank.manifest"), filled("wails.exe.manifest", number));
writeFileSync(
	join(folder, "winres.json"),
	JSON.stringify({
		// The number that Wails looks for its window's icon under.
		RT_GROUP_ICON: { "#3": { "0000": "icon.ico" } },
		RT_MANIFEST: { "#1": { "0409": "sobank.manifest" } },
		RT_VERSION: {
			"#1": {
				"0000": {
					fixed: { file_version: fixed.file_version, product_version: fixed.file_version },
					info: { "040C": { ...words, InternalName: wails.name } },
				},
			},
		},
	}),
);
