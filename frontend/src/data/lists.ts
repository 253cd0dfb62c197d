import { useCallback } from "react";
import { z } from "zod";
import { recall, remember } from "../lib/store";
import { useOwner } from "./preferences";

/**
 * The lists that open again with the filters and the order that they were left with. INPI is
 * not one: asking a public register again is for the person to decide.
 */
const LISTS = [
	"/clients",
	"/collaborateurs",
	"/ibans",
	"/ibans/mandats",
	"/releves",
	"/envois",
	"/journal",
];

/** What belongs to the moment and is not kept: what one looked for, and what a link pointed at. */
const MOMENTARY = ["q", "client", "compte", "fichier", "objet"];

/** What orders a list rather than filters it. */
const ORDER = ["tri", "sens"];

/** The address of the list that a path is of: a line or a form opens beside it. */
export function listOf(pathname: string): string {
	return pathname.replace(/\/(\d+|nouveau)$/, "");
}

/** Keeps the filters of a list for the person's next visit. */
export function useKeepFilters() {
	const { key } = useOwner();
	return useCallback(
		(pathname: string, params: URLSearchParams) => {
			const list = listOf(pathname);
			if (!LISTS.includes(list)) return;
			const kept = new URLSearchParams(params);
			for (const name of MOMENTARY) kept.delete(name);
			remember(key(`filters.${list}`), kept.toString());
		},
		[key],
	);
}

/** The address of a screen, with the filters that it was left with when it is a list. */
export function useLeftAddress() {
	const { key } = useOwner();
	return (path: string): string => {
		if (!LISTS.includes(path)) return path;
		const kept = recall(key(`filters.${path}`), z.string(), "");
		return kept ? `${path}?${kept}` : path;
	};
}

/** The parameters that are left once the filters are cleared. */
export function orderAlone(params: URLSearchParams): URLSearchParams {
	const left = new URLSearchParams();
	for (const name of ORDER) {
		const value = params.get(name);
		if (value) left.set(name, value);
	}
	return left;
}
