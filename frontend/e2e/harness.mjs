// Runs the real program (its own frontend, services and data file) and opens it in Chromium.
//
//   const program = await Program.start();   // an empty data folder, a free display and port
//   const page = await program.open();
//   …
//   await program.stop();
//
// The program is a build with Wails' tag `dev`, which serves the window's page and its bridge
// on a loopback port: `make build/bin/sobank-dev`.

import { execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const binary = process.env.SOBANK_DEV ?? join(root, "build/bin/sobank-dev");
const assets = join(root, "frontend/dist");
const pictures = join(root, "build/bin/pictures");

const browserPaths = [
	process.env.CHROMIUM,
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const browserFlags = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-dev-shm-usage",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--no-first-run",
];

// What only Wails' dev build says: its overlay finds no window under it; its socket is gone while
// a page that still asks for something is being left.
const buildsOwn = ["reading 'nodes'", "reading 'send'"];

export class Program {
	#children = [];
	#port;
	#browser;

	/**
	 * Starts the program on a data folder and waits until it answers. The folder is empty, what
	 * a plan of `sobank setup` makes of it, or the demonstration. Arguments are the window's.
	 */
	static async start({ plan, secrets = {}, demo = false, args = [], folder } = {}) {
		const program = new Program();
		program.folder = folder ?? (await mkdtemp(join(tmpdir(), "sobank-e2e-")));
		program.data = join(program.folder, "data");
		program.saved = join(program.folder, "saved"); // what the program's dialogs answer with
		await mkdir(program.saved, { recursive: true });
		try {
			if (plan) await program.#setUp(plan, secrets);
			if (demo) await promisify(execFile)(binary, ["demo"], { env: program.#env() });
			await program.#launch(args);
		} catch (error) {
			const log = await program.log();
			await program.stop();
			throw new Error(`${error.message}\n${log}`);
		}
		return program;
	}

	async #setUp(plan, secrets) {
		const file = join(this.folder, "plan.json");
		await writeFile(file, JSON.stringify(plan));
		const setup = promisify(execFile)(binary, ["setup", file], { env: this.#env() });
		setup.child.stdin.end(JSON.stringify(secrets));
		await setup;
	}

	/** A data folder of its own, secrets in a file, and nothing of the person's own folders. */
	#env() {
		return {
			...process.env,
			SOBANK_DATA: this.data,
			SOBANK_VAULT_FILE: join(this.folder, "vault.json"),
			SOBANK_DIALOGS: this.saved,
			XDG_CONFIG_HOME: join(this.folder, "config"),
			XDG_CACHE_HOME: join(this.folder, "cache"),
			XDG_DATA_HOME: join(this.folder, "share"),
		};
	}

	async #launch(args = []) {
		await access(binary).catch(() => {
			throw new Error(`${binary} is missing: run "make build/bin/sobank-dev"`);
		});
		const display = await this.#startDisplay();
		this.display = display;
		this.#port ??= await freePort(); // the same again, as the window's address is: it keeps what one chose
		const port = this.#port;
		this.url = `http://localhost:${port}/`;
		const out = createWriteStream(this.#log());
		// The session's bus is written down, for a second start to find the window.
		const noted = ["sh", "-c", `echo "$DBUS_SESSION_BUS_ADDRESS" >"$0"; exec "$@"`, this.#bus()];
		const child = this.#spawn("dbus-run-session", ["--", ...noted, binary, ...args], {
			cwd: this.folder,
			env: {
				...this.#env(),
				...display,
				GDK_BACKEND: "x11",
				NO_AT_BRIDGE: "1",
				assetdir: assets,
				devserver: `localhost:${port}`,
			},
			stdio: ["ignore", "pipe", "pipe"],
		});
		child.stdout.pipe(out);
		child.stderr.pipe(out);
		await until("the program answers", 60_000, async () => {
			if (child.exitCode !== null) throw new Error(`it ended by itself (${child.exitCode})`);
			const answer = await fetch(this.url).catch(() => undefined);
			return answer?.ok;
		});
	}

	/** Xvfb chooses a free display and writes its number on descriptor 3. */
	async #startDisplay() {
		const screen = ["-displayfd", "3", "-screen", "0", "1400x900x24", "-nolisten", "tcp"];
		const child = this.#spawn("Xvfb", screen, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
		let number = "";
		child.stdio[3].on("data", (chunk) => {
			number += chunk;
		});
		await until("Xvfb starts", 20_000, () => number.includes("\n"));
		return { DISPLAY: `:${number.trim()}`, WAYLAND_DISPLAY: "" };
	}

	/** Opens the program in Chromium; what the page complains about is in `complaints`. */
	async open({ deviceScaleFactor = 1 } = {}) {
		this.#browser ??= await chromium.launch({
			executablePath: await firstThatExists(browserPaths),
			args: browserFlags,
		});
		const context = await this.#browser.newContext({
			locale: "fr-FR",
			timezoneId: "Europe/Paris",
			viewport: { width: 1360, height: 860 },
			deviceScaleFactor,
		});
		const page = await context.newPage();
		page.setDefaultTimeout(20_000);
		this.page = page;
		this.complaints = [];
		const complain = (text) => {
			if (!buildsOwn.some((words) => text.includes(words))) this.complaints.push(text);
		};
		page.on("pageerror", (error) => complain(error.message));
		page.on("console", (message) => {
			if (message.type() === "error") complain(message.text());
		});
		await page.goto(this.url);
		return page;
	}

	/** Starts the program a second time in the same session, and waits until that one has ended. */
	async startAgain(...args) {
		const address = (await readFile(this.#bus(), "utf8")).trim();
		const devserver = `localhost:${await freePort()}`;
		const own = { GDK_BACKEND: "x11", NO_AT_BRIDGE: "1", assetdir: assets, devserver };
		const env = { ...this.#env(), ...this.display, ...own, DBUS_SESSION_BUS_ADDRESS: address };
		const options = { env, cwd: this.folder, timeout: 30_000 };
		// On Linux the runtime ends a second start with 1, having handed its arguments over.
		await promisify(execFile)(binary, args, options).catch((error) => {
			if (error.code !== 1) throw error;
		});
	}

	/** Closes the window as a person does, and opens it again on the same data. */
	async restart() {
		await this.page.evaluate(() => window.runtime.Quit());
		await this.page.goto("about:blank"); // it would look for a program that is gone
		await until("the program ends", 20_000, () => this.#children[0].exitCode !== null);
		for (const child of this.#children.splice(0)) await end(child);
		await this.#launch();
		await this.page.goto(this.url);
	}

	/** Keeps a picture of the page, to look at after a failure or for the documentation. */
	async picture(name) {
		await mkdir(pictures, { recursive: true });
		await this.page?.screenshot({ path: join(pictures, `${name}.png`) });
	}

	/** The last lines the program wrote. */
	async log() {
		const all = await readFile(this.#log(), "utf8").catch(() => "");
		const lines = all.split("\n").filter((line) => !/^(dbus-daemon|SpiRegistry)/.test(line));
		return lines.slice(-40).join("\n");
	}

	#bus() {
		return join(this.folder, "bus");
	}

	#log() {
		return join(this.folder, "program.log");
	}

	#spawn(command, args, options) {
		// A group of its own, so that stop() ends its children too.
		const child = spawn(command, args, { detached: true, ...options });
		child.on("error", (error) => {
			child.failure = error;
		});
		this.#children.unshift(child);
		return child;
	}

	/** Closes all that was started and forgets the data. */
	async stop() {
		await this.#browser?.close();
		for (const child of this.#children) await end(child);
		await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function end(child) {
	if (child.pid === undefined || child.exitCode !== null) return;
	const ended = new Promise((done) => child.once("exit", done));
	for (const signal of ["SIGTERM", "SIGKILL"]) {
		try {
			process.kill(-child.pid, signal);
		} catch {
			return;
		}
		if ((await Promise.race([ended, wait(3_000, "late")])) !== "late") return;
	}
}

/** Waits until a check holds, asking every tenth of a second. */
export async function until(what, milliseconds, check) {
	const deadline = Date.now() + milliseconds;
	while (Date.now() < deadline) {
		if (await check()) return;
		await wait(100);
	}
	throw new Error(`waited ${milliseconds / 1000} s in vain until ${what}`);
}

async function freePort() {
	const server = createServer();
	await new Promise((ready) => server.listen(0, "localhost", ready));
	const { port } = server.address();
	await new Promise((closed) => server.close(closed));
	return port;
}

async function firstThatExists(paths) {
	for (const path of paths.filter(Boolean)) {
		const found = await access(path).then(
			() => true,
			() => false,
		);
		if (found) return path;
	}
	throw new Error("no Chromium here: install it, or name it in CHROMIUM");
}
