/** The events and the clipboard of the window, in memory. */
export function fakeRuntime() {
	const listeners = new Map<string, Set<(data: unknown) => void>>();
	const clipboard = { text: "" };
	const opened: string[] = [];
	return {
		clipboard,
		/** The addresses that the system was asked to open. */
		opened,
		listeners: (name: string) => listeners.get(name)?.size ?? 0,
		emit: (name: string, data: unknown) => {
			for (const listener of [...(listeners.get(name) ?? [])]) listener(data);
		},
		EventsOnMultiple: (name: string, callback: (data: unknown) => void) => {
			const set = listeners.get(name) ?? new Set();
			listeners.set(name, set.add(callback));
			return () => set.delete(callback);
		},
		ClipboardSetText: async (text: string) => {
			clipboard.text = text;
			return true;
		},
	};
}

export type FakeRuntime = ReturnType<typeof fakeRuntime>;
