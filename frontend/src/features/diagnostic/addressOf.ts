import type { Diagnosis, DiagnosisStep } from "../../api";
import { connectorAddress } from "../connectors/address";

/** Where a check is mended; "" when it is on no screen. */
export function addressOf({ action, targetId }: DiagnosisStep, d: Diagnosis): string {
	switch (action) {
		case "firm":
			return `/cabinets/${targetId || d.firmId}`;
		case "connector":
			return targetId > 0 ? connectorAddress(d.firmId, targetId) : `/cabinets/${d.firmId}`;
		case "account":
		case "mandate":
			return `/ibans/${targetId || d.accountId}`;
		case "deliveries":
			return `/envois?compte=${d.accountId}`;
		case "statements":
			return `/releves?compte=${d.accountId}`;
		default:
			return "";
	}
}
