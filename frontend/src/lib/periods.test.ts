import { expect, it } from "vitest";
import { usualPeriods } from "./periods";

it.each([
	["2026-04-02", "2026-03-01", "2026-03-31", "2026-01-01", "2026-03-31"],
	["2026-01-15", "2025-12-01", "2025-12-31", "2025-10-01", "2025-12-31"],
	["2024-03-31", "2024-02-01", "2024-02-29", "2023-10-01", "2023-12-31"],
	["2026-12-31", "2026-11-01", "2026-11-30", "2026-07-01", "2026-09-30"],
])("on %s the month, the quarter and the years that are over", (today, from, to, since, until) => {
	const usual = usualPeriods(today);
	expect(usual.month).toEqual({ from, to });
	expect(usual.quarter).toEqual({ from: since, to: until });
	expect(usual.year).toEqual({ from: `${today.slice(0, 4)}-01-01`, to: today });
	const before = Number(today.slice(0, 4)) - 1;
	expect(usual.lastYear).toEqual({ from: `${before}-01-01`, to: `${before}-12-31` });
});
