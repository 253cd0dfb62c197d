/** Rejects as the bridge does: an Error that holds a JSON document. */
export function refuse(code: string, message: string, field = "", hint = ""): never {
	throw new Error(JSON.stringify({ code, message, field, hint }));
}
