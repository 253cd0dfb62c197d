/** The address of a connector's panel, on its firm's page. */
export function connectorAddress(firmId: number, id: number): string {
	return `/cabinets/${firmId}/connecteurs/${id}`;
}
