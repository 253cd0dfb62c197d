import type { ReactNode } from "react";
import { LockScreen } from "./LockScreen";
import { useSession, useStart } from "./session";
import { useIdle } from "./useIdle";
import { useLockKey } from "./useLockKey";

/** Hides the whole program behind the password: nothing of it stays mounted, the address does. */
export function Lock({ children }: { children: ReactNode }) {
	const { locked } = useSession();
	return locked ? <LockScreen /> : <Watched>{children}</Watched>;
}

function Watched({ children }: { children: ReactNode }) {
	const { lock } = useSession();
	const minutes = useStart().data?.lockAfter ?? 0;
	useIdle(minutes, lock);
	useLockKey(lock);
	return children;
}
