import { expect, it } from "vitest";
import { forSupport } from "../ui/Notice";
import { ApiError, toApiError } from "./errors";

it("reads the JSON that the bridge puts in an Error", () => {
	const thrown = new Error(
		'{"code":"invalid","message":"L\'IBAN est vide.","field":"iban","hint":"Collez-le."}',
	);
	expect(toApiError(thrown)).toMatchObject({
		code: "invalid",
		message: "L'IBAN est vide.",
		field: "iban",
		hint: "Collez-le.",
	});
});

it("reads it without field and hint, and from a plain string", () => {
	expect(toApiError('{"code":"busy","message":"Un import est en cours."}')).toMatchObject({
		code: "busy",
		field: "",
		hint: "",
	});
});

it("takes anything else for a failure of our own, with its text", () => {
	expect(toApiError(new TypeError("x is undefined"))).toMatchObject({
		code: "internal",
		message: "x is undefined",
	});
	expect(toApiError('{"oops":1}')).toMatchObject({ code: "internal" });
});

it("leaves an ApiError as it is", () => {
	const e = new ApiError("refused", "Non.");
	expect(toApiError(e)).toBe(e);
});

it("is copied for the support with its code and the screen", () => {
	window.location.hash = "#/releves/3";
	const text = forSupport(new ApiError("refused", "Non.", "name", "Demandez."));
	expect(text).toContain("Non.\nDemandez.\ncode : refused\nchamp : name\nécran : #/releves/3");
});
