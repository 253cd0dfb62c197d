import { useCallback } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";

type Values = Record<string, string | readonly string[]>;

/** The filters of a list, kept in its address so that back, forward and links find them. */
export function useParams() {
	const [params, setParams] = useSearchParams();
	const { state } = useLocation();
	const set = useCallback(
		(values: Values) =>
			setParams(
				(now) => {
					const next = new URLSearchParams(now);
					for (const [name, value] of Object.entries(values)) {
						const text = typeof value === "string" ? value : value.join(",");
						if (text) next.set(name, text);
						else next.delete(name);
					}
					return next;
				},
				{ replace: true, state },
			),
		[setParams, state],
	);
	const text = (name: string) => params.get(name) ?? "";
	const list = (name: string) => text(name).split(",").filter(Boolean);
	const numbers = (name: string) => list(name).map(Number).filter(Number.isSafeInteger);
	return { text, list, numbers, set, any: params.size > 0 };
}

/** Goes to an address of the same list with its filters kept. */
export function useGo() {
	const navigate = useNavigate();
	const { search } = useLocation();
	return useCallback((pathname: string) => void navigate({ pathname, search }), [navigate, search]);
}
