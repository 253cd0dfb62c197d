import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router";
import { guideAddress } from "./pageOf";

/**
 * F1 opens the guide's page on the current screen, even while one types. A dialog keeps what it is
 * about: leaving would lose it.
 */
export function useHelpKey(): void {
	const navigate = useNavigate();
	const { pathname } = useLocation();
	useEffect(() => {
		const listen = (event: KeyboardEvent) => {
			if (event.key !== "F1") return;
			event.preventDefault(); // web views have a help of their own
			if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
			if (document.querySelector('[role="dialog"][aria-modal="true"]')) return;
			void navigate(guideAddress(pathname));
		};
		window.addEventListener("keydown", listen, true);
		return () => window.removeEventListener("keydown", listen, true);
	}, [navigate, pathname]);
}
