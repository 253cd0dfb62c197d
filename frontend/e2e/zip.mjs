// Reads and writes ZIP archives, for the tests.

import { inflateRawSync } from "node:zlib";

/** The texts of an archive, one after the other, under their names. @param {Buffer} zip */
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

/** An archive of files, uncompressed. @param {Record<string, Buffer>} files */
export function zipOf(files) {
	const parts = [];
	const directory = [];
	let at = 0;
	for (const [name, bytes] of Object.entries(files)) {
		const common = Buffer.alloc(26); // what both headers say of a file
		common.writeUInt16LE(20, 0);
		common.writeUInt32LE(crc32(bytes), 10);
		common.writeUInt32LE(bytes.length, 14);
		common.writeUInt32LE(bytes.length, 18);
		common.writeUInt16LE(name.length, 22);
		const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), bytes]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(at, 10);
		directory.push(Buffer.from("PK\x01\x02\x14\x00"), common, tail, Buffer.from(name));
		parts.push(local);
		at += local.length;
	}
	const listed = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write("PK\x05\x06", "latin1");
	end.writeUInt16LE(parts.length, 8);
	end.writeUInt16LE(parts.length, 10);
	end.writeUInt32LE(listed.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...parts, listed, end]);
}

function crc32(bytes) {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}
