import type * as t from "../types";

const component = (kind: string, name: string, version: string, licence: string) => ({
	kind,
	name,
	version,
	licence,
});

/** « À propos »: a few of the components. */
export function fakeAbout() {
	const facts: t.AboutFacts = {
		version: "1.4.0",
		system: "windows/amd64",
		drawsWithout: false,
		components: [
			component("c", "SQLite", "3.50.4", "blessing"),
			component("go", "github.com/google/uuid", "v1.6.0", "BSD-3-Clause"),
			component("go", "github.com/wailsapp/wails/v2", "v2.16.0", "MIT"),
			component("npm", "react", "19.3.1", "MIT"),
			component("npm", "react-is", "16.13.1", "MIT"),
			component("npm", "react-is", "19.3.1", "MIT"),
		],
	};
	return {
		Get: async () => facts,
		Text: async (_kind: string, name: string, version: string) =>
			`MIT License\n\nCopyright (c) the authors of ${name} ${version}\n\nPermission is hereby granted, free of charge…`,
	};
}
