// Statements on paper, in the fake.

import type * as t from "../types";

export function fakePrints() {
	return {
		Statement: async (_id: number): Promise<t.Printed> => ({
			path: "/home/anne/Bureau/releve.pdf",
			statements: 1,
			operations: 40,
			pages: 3,
		}),
		Period: async (_accountId: number, _from: string, _to: string): Promise<t.Printed> => ({
			path: "/home/anne/Bureau/releves.pdf",
			statements: 4,
			operations: 120,
			pages: 8,
		}),
	};
}
