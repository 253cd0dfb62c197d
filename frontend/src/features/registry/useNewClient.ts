import { useCallback } from "react";
import { useNavigate } from "react-router";

/** Opens the form of a new client with what is known already. */
export function useNewClient() {
	const navigate = useNavigate();
	return useCallback(
		(known: { name: string; siret: string }) =>
			void navigate("/clients/nouveau", { state: { client: known } }),
		[navigate],
	);
}
