import type { GuideStep } from "../../api";
import { connectorAddress } from "../connectors/address";

/** Where a step is done; "" when a dialog opens instead. */
export function stepAddress({ target, targetId }: GuideStep, firmId: number): string {
	switch (target) {
		case "connector":
			return connectorAddress(firmId, targetId);
		case "client":
			return "/clients/nouveau";
		case "new_iban":
			return "/ibans/nouveau";
		case "ibans":
			return "/ibans";
		case "mandates":
			return "/ibans/mandats";
		case "deliveries":
			return "/envois";
		case "import":
			return "";
		default:
			return `/cabinets/${firmId}`;
	}
}
