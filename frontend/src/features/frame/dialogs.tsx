import { createContext, type ReactNode, useContext, useState } from "react";

export type DialogName = "import" | "download" | "shortcuts" | "password" | "palette";

interface Dialogs {
	open: DialogName | null;
	show: (name: DialogName) => void;
	hide: () => void;
}

const Context = createContext<Dialogs | null>(null);

/** The dialogs that several screens open. One at a time. */
export function DialogsProvider({ children }: { children: ReactNode }) {
	const [open, setOpen] = useState<DialogName | null>(null);
	return (
		<Context.Provider value={{ open, show: setOpen, hide: () => setOpen(null) }}>
			{children}
		</Context.Provider>
	);
}

export function useDialogs(): Dialogs {
	const dialogs = useContext(Context);
	if (!dialogs) throw new Error("useDialogs outside DialogsProvider");
	return dialogs;
}
