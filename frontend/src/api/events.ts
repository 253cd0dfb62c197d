// What the events of the backend carry: the bindings only know what methods carry, so these
// are written here and checked when they arrive.

import { z } from "zod";

const count = z.object({ key: z.string(), name: z.string(), count: z.number() });
const counts = z
	.array(count)
	.nullish()
	.transform((list) => list ?? []);

export const importProgress = z.object({
	job: z.string(),
	file: z.number(),
	files: z.number(),
	name: z.string(),
	bytes: z.number(),
	totalBytes: z.number(),
	operations: z.number(),
});

const fileReport = z.object({
	path: z.string(),
	name: z.string(),
	outcome: z.string(),
	fileId: z.number(),
	format: z.string(),
	statements: z.number(),
	newStatements: z.number(),
	operations: z.number(),
	newOperations: z.number(),
	warnings: z.number(),
	states: counts,
	places: counts,
	message: z.string(),
	hint: z.string(),
});

const failure = z.object({
	code: z.string(),
	message: z.string(),
	field: z.string().nullish(),
	hint: z.string().nullish(),
});

export const importReport = z.object({
	job: z.string(),
	files: z
		.array(fileReport)
		.nullish()
		.transform((list) => list ?? []),
	failure: failure.nullish(),
});

const accountPreview = z.object({
	accountId: z.number(),
	iban: z.string(),
	key: z.string(),
	client: z.string(),
	connector: z.string(),
	currency: z.string(),
	start: z.string(),
	end: z.string(),
	statements: z.number(),
	newStatements: z.number(),
	operations: z.number(),
	newOperations: z.number(),
	states: counts,
	places: counts,
});

const importNote = z.object({ line: z.number(), field: z.string(), message: z.string() });

const filePreview = fileReport.extend({
	asks: z.string(),
	notes: z
		.array(importNote)
		.nullish()
		.transform((list) => list ?? []),
	accounts: z
		.array(accountPreview)
		.nullish()
		.transform((list) => list ?? []),
});

export const importPreview = z.object({
	job: z.string(),
	files: z
		.array(filePreview)
		.nullish()
		.transform((list) => list ?? []),
	failure: failure.nullish(),
});

export const syncState = z.object({
	running: z.boolean(),
	done: z.number(),
	waiting: z.number(),
	lastAt: z.string(),
	offline: z.boolean(),
	nextAt: z.string(),
	sentences: z
		.array(z.string())
		.nullish()
		.transform((list) => list ?? []),
});

export const clientExportProgress = z.object({
	job: z.string(),
	done: z.number(),
	total: z.number(),
});

export const clientExported = z.object({
	job: z.string(),
	path: z.string(),
	files: z.number(),
	failure: failure.nullish(),
});

export const receptionState = z.object({
	running: z
		.array(
			z.object({
				sourceId: z.number(),
				source: z.string(),
				name: z.string(),
				size: z.number(),
				fetched: z.number(),
				importing: z.boolean(),
				taken: z.number(),
				left: z.number(),
			}),
		)
		.nullish()
		.transform((list) => list ?? []),
});

export const backupProgress = z.object({ what: z.string(), percent: z.number() });

export type BackupProgress = z.infer<typeof backupProgress>;
export type ClientExportProgress = z.infer<typeof clientExportProgress>;
export type ClientExported = z.infer<typeof clientExported>;
export type ImportProgress = z.infer<typeof importProgress>;
export type FileReport = z.infer<typeof fileReport>;
export type ImportReport = z.infer<typeof importReport>;
export type AccountPreview = z.infer<typeof accountPreview>;
export type ImportNote = z.infer<typeof importNote>;
export type FilePreview = z.infer<typeof filePreview>;
export type ImportPreview = z.infer<typeof importPreview>;
