/** The address of a source's panel, on its firm's page. */
export function receptionAddress(firmId: number, id: number): string {
	return `/cabinets/${firmId}/receptions/${id}`;
}
