import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext } from "react";
import { api, type Me, type Start } from "../../api";
import { startKey } from "../../data/client";
import { Preferences } from "../../data/preferences";
import { notify, notifyError } from "../../ui/notify";

interface Session {
	me: Me;
	can: (action: string) => boolean;
	signOut: () => Promise<void>;
	/** Whether the window hides behind the password. */
	locked: boolean;
	lock: () => void;
}

const Context = createContext<Session | null>(null);

/** What the window needs before anyone has signed in. */
export function useStart() {
	return useQuery({
		queryKey: startKey,
		queryFn: () => api.session.Start(),
		staleTime: Number.POSITIVE_INFINITY,
	});
}

/** Puts the person who just signed in into the session. */
export function useEnter() {
	const client = useQueryClient();
	return (me: Me) => {
		client.removeQueries({ predicate: (q) => q.queryKey[0] !== startKey[0] });
		client.setQueryData<Start>(
			startKey,
			(start) => start && { ...start, me, firstStart: false, locked: false },
		);
		if (me.notice) notify(me.notice);
	};
}

interface Props {
	start: Start;
	me: Me;
	children: ReactNode;
}

/** The session of the person signed in, for all that is inside the frame. */
export function SessionProvider({ start, me, children }: Props) {
	const client = useQueryClient();
	const session: Session = {
		me,
		can: (action) => me.can.includes(action),
		signOut: async () => {
			await api.session.SignOut();
			notifications.clean();
			client.removeQueries({ predicate: (q) => q.queryKey[0] !== startKey[0] });
			client.setQueryData<Start>(
				startKey,
				(start) => start && { ...start, me: undefined, locked: false },
			);
		},
		locked: start.locked,
		lock: () => {
			// Hidden first: whatever the backend says, nothing stays readable.
			client.setQueryData<Start>(startKey, (now) => now && { ...now, locked: true });
			notifications.clean();
			api.session.Lock().catch(notifyError);
		},
	};
	return (
		<Context.Provider value={session}>
			<Preferences key={me.staffId} staffId={me.staffId}>
				{children}
			</Preferences>
		</Context.Provider>
	);
}

/** Who is signed in and what they may do. */
export function useSession(): Session {
	const session = useContext(Context);
	if (!session) throw new Error("useSession outside SessionProvider");
	return session;
}
