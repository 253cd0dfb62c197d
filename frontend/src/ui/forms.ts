import type { UseFormReturnType } from "@mantine/form";
import { type ApiError, toApiError } from "../api";

/**
 * Puts what the backend refused on the field it is about. Answers the error when no field of
 * the form is concerned, so that the form shows it as a whole.
 */
export function fieldError<T extends object>(
	form: UseFormReturnType<T>,
	thrown: unknown,
): ApiError | null {
	const error = toApiError(thrown);
	if (!error.field || !(error.field in form.values)) return error;
	form.setFieldError(error.field, error.hint ? `${error.message} ${error.hint}` : error.message);
	return null;
}
