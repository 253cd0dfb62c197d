// Reads a ZIP, for the tests: the texts in it, one after the other, under their names.

import { inflateRawSync } from "node:zlib";

/** @param {Buffer} zip  @returns {string} */
export function textsOf(zip) {
	const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
	let at = zip.readUInt32LE(end + 16); // the central directory
	const texts = [];
	for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
		const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
		const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
		const local = zip.readUInt32LE(at + 42);
		const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
		const bytes = zip.subarray(start, start + packed);
		texts.push(zip.toString("utf8", at + 46, at + 46 + name));
		texts.push((method === 8 ? inflateRawSync(bytes) : bytes).toString("utf8"));
		at += 46 + name + extra + comment;
	}
	return texts.join("\n");
}
