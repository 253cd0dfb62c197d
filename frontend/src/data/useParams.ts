import { useCallback } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { orderAlone, useKeepFilters } from "./lists";

type Values = Record<string, string | readonly string[]>;

/**
 * The filters of a list, in its address so that back, forward and links find them. What the
 * person changes is kept for their next visit.
 */
export function useParams() {
	const [params, setParams] = useSearchParams();
	const { pathname, state } = useLocation();
	const keep = useKeepFilters();
	const change = useCallback(
		(to: (now: URLSearchParams) => URLSearchParams) =>
			setParams(
				(now) => {
					const next = to(now);
					keep(pathname, next);
					return next;
				},
				{ replace: true, state },
			),
		[setParams, keep, pathname, state],
	);
	const set = useCallback((values: Values) => change((now) => withValues(now, values)), [change]);
	/** Takes every filter off and leaves the order. */
	const clear = useCallback(() => change(orderAlone), [change]);
	const text = (name: string) => params.get(name) ?? "";
	const list = (name: string) => text(name).split(",").filter(Boolean);
	const numbers = (name: string) => list(name).map(Number).filter(Number.isSafeInteger);
	return { text, list, numbers, set, clear, any: params.size > 0 };
}

function withValues(now: URLSearchParams, values: Values): URLSearchParams {
	const next = new URLSearchParams(now);
	for (const [name, value] of Object.entries(values)) {
		const text = typeof value === "string" ? value : value.join(",");
		if (text) next.set(name, text);
		else next.delete(name);
	}
	return next;
}

/** Goes to an address of the same list with its filters kept. */
export function useGo() {
	const navigate = useNavigate();
	const { search } = useLocation();
	return useCallback((pathname: string) => void navigate({ pathname, search }), [navigate, search]);
}
