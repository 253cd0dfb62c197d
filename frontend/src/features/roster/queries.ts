import { useMutation } from "@tanstack/react-query";
import { api, type RosterDone, type RosterForm, type RosterPlan } from "../../api";
import { useChange } from "../../data/useChange";

export const usePreview = (onDone: (plan: RosterPlan, form: RosterForm) => void) =>
	useMutation({ mutationFn: (form: RosterForm) => api.rosters.Preview(form), onSuccess: onDone });

export const useApply = (onDone: (done: RosterDone) => void) =>
	useChange((form: RosterForm) => api.rosters.Apply(form), onDone);

export const usePick = (onPicked: (path: string) => void) =>
	useMutation({
		mutationFn: () => api.rosters.Pick(),
		onSuccess: (path) => path && onPicked(path),
	});

export const useTemplate = (onSaved: (path: string) => void) =>
	useMutation({
		mutationFn: (format: "xlsx" | "csv") => api.rosters.SaveTemplate(format),
		onSuccess: (path) => path && onSaved(path),
	});
