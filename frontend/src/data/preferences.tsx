import { createContext, type ReactNode, useContext, useRef, useState } from "react";
import type { z } from "zod";
import { recall, remember } from "../lib/store";

interface Owner {
	/** Names a preference in the storage of the machine. */
	key: (name: string) => string;
	/** Where each list stood, as long as the person stays signed in. */
	places: Map<string, Place>;
}

/** Where a list stood: its first row in view and the one that the keyboard was on. */
export interface Place {
	first: number;
	active: number;
}

const Context = createContext<Owner | null>(null);

interface Props {
	staffId: number;
	children: ReactNode;
}

/**
 * What one person chose on this machine, kept from one day to the next beside the theme and the
 * menu: how the program looks, never what the data holds.
 */
export function Preferences({ staffId, children }: Props) {
	const places = useRef(new Map<string, Place>());
	const key = (name: string) => `sobank.${name}.${staffId}`;
	return <Context.Provider value={{ key, places: places.current }}>{children}</Context.Provider>;
}

export function useOwner(): Owner {
	const owner = useContext(Context);
	if (!owner) throw new Error("useOwner outside Preferences");
	return owner;
}

/** A preference of the person and the way to change it. */
export function usePreference<T>(
	name: string,
	schema: z.ZodType<T>,
	fallback: T,
): [T, (value: T) => void] {
	const key = useOwner().key(name);
	const [value, set] = useState(() => recall(key, schema, fallback));
	return [
		value,
		(next) => {
			set(next);
			remember(key, next);
		},
	];
}
