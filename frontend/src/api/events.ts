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

export type ImportProgress = z.infer<typeof importProgress>;
export type FileReport = z.infer<typeof fileReport>;
export type ImportReport = z.infer<typeof importReport>;
