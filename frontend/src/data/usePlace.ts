import { useCallback, useState } from "react";
import { useLocation } from "react-router";
import { type Place, useOwner } from "./preferences";

/**
 * Where a list stood when one left it, with the same filters: it opens there again. Only while
 * the person is signed in: in the morning, what arrived is on top.
 */
export function usePlace(list: string): [Place | undefined, (place: Place) => void] {
	const { places } = useOwner();
	const { search } = useLocation();
	const key = list + search;
	const [left] = useState(() => places.get(key));
	const keep = useCallback(
		(place: Place) => {
			if (list) places.set(key, place);
		},
		[places, list, key],
	);
	return [left, keep];
}
