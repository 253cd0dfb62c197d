// A MyUnisoft of our own on loopback, written from its documentation (backend/simulator).
//
//   const partner = await Partner.start();   // { url, secret, token }
//   await partner.record();                  // what it holds
//   partner.stop();
//
// and an SFTP server:
//
//   const server = await Partner.start("sftp", folder);   // { host, port, user, password, fingerprint }
//   await server.record();                                // the same, with another host key

import { spawn } from "node:child_process";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

export class Partner {
	#child;
	#answers = [];
	#waiting = [];

	static async start(...play) {
		const partner = new Partner();
		partner.#child = spawn("go", ["run", "build/partner.go", ...play], {
			cwd: root,
			stdio: ["pipe", "pipe", "inherit"],
		});
		createInterface({ input: partner.#child.stdout }).on("line", (line) => {
			const next = partner.#waiting.shift();
			if (next) next(JSON.parse(line));
			else partner.#answers.push(JSON.parse(line));
		});
		return Object.assign(partner, await partner.#next());
	}

	#next() {
		if (this.#answers.length > 0) return this.#answers.shift();
		return new Promise((answer) => this.#waiting.push(answer));
	}

	/** The statements that it holds, in the order they came: { iban, from, to, operations }. */
	async record() {
		this.#child.stdin.write("\n");
		return await this.#next();
	}

	stop() {
		this.#child.stdin.end();
	}
}
