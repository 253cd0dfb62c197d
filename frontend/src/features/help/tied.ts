/** French marks stay on the line of their word. */
export function tied(text: string): string {
	return text.replace(/« /g, "«\u00a0").replace(/ ([»:;?!])/g, "\u00a0$1");
}
