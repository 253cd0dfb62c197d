/** What the style elements made by scripts bear, so that the page's policy lets them in. */
export function styleNonce(): string {
	const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
	return meta?.nonce || meta?.getAttribute("nonce") || "";
}

/** Gives the nonce to what locks the page's scroll under a dialog: it reads this global alone. */
export function shareNonce(): void {
	Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
