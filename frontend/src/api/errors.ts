import { z } from "zod";

const shape = z.object({
	code: z.string(),
	message: z.string(),
	field: z.string().nullish(),
	hint: z.string().nullish(),
});

/** A failure as the backend says it: a French sentence, the field it is about, what to do next. */
export class ApiError extends Error {
	readonly code: string;
	readonly field: string;
	readonly hint: string;

	constructor(code: string, message: string, field = "", hint = "") {
		super(message);
		this.name = "ApiError";
		this.code = code;
		this.field = field;
		this.hint = hint;
	}
}

/** Reads what the bridge rejects with: an Error, or a string, holding a JSON document. */
export function toApiError(thrown: unknown): ApiError {
	if (thrown instanceof ApiError) return thrown;
	const text = thrown instanceof Error ? thrown.message : String(thrown);
	try {
		const f = shape.safeParse(JSON.parse(text));
		if (f.success) {
			return new ApiError(f.data.code, f.data.message, f.data.field ?? "", f.data.hint ?? "");
		}
	} catch {
		// Not JSON: a failure of the bridge itself.
	}
	return new ApiError("internal", text);
}
