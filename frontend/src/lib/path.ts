/** A file in a folder, with the folder's own kind of separator. */
export function joinPath(folder: string, file: string): string {
	if (folder === "") return file;
	const separator = folder.includes("\\") ? "\\" : "/";
	return folder.endsWith(separator) ? folder + file : folder + separator + file;
}
