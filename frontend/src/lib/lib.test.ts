import { describe, expect, it } from "vitest";
import { formatDay, formatPeriod, parseDay, shortPeriod } from "./dates";
import { formatIban, normalizeIban } from "./iban";
import { amountColumn, formatAmount, formatCount, formatMoney, gap, plainAmount } from "./money";
import { joinPath } from "./path";
import { formatSiret, siretLooksRight } from "./siret";
import { toTsv } from "./tsv";
import { scrollToShow, viewport } from "./viewport";

it("a column of amounts widens with the longest, and never narrows under its name", () => {
	const wide = (minor: number) => amountColumn(formatAmount(minor, 2).length);
	expect(wide(0)).toBe(90);
	expect(wide(2_094_882)).toBe(90);
	expect(wide(123_456_789)).toBeGreaterThan(wide(2_094_882));
	expect(wide(-1_234_567_890)).toBeGreaterThan(wide(123_456_789));
});

describe("formatAmount", () => {
	it.each([
		[0, 2, "0,00"],
		[5, 2, "0,05"],
		[-5, 2, "−0,05"],
		[120_410, 2, "1\u202f204,10"],
		[-120_410, 2, "−1\u202f204,10"],
		[123_456_789_012, 2, "1\u202f234\u202f567\u202f890,12"],
		[1234, 0, "1\u202f234"],
		[1234, 3, "1,234"],
		[Number.MAX_SAFE_INTEGER, 2, "90\u202f071\u202f992\u202f547\u202f409,91"],
	])("prints %d with %d decimals", (minor, decimals, text) => {
		expect(formatAmount(minor, decimals)).toBe(text);
	});

	it("adds the currency after a space that does not break", () => {
		expect(formatMoney(120_410, 2, "EUR")).toBe("1\u202f204,10\u00a0€");
		expect(formatMoney(1_204, 0, "JPY")).toBe("1\u202f204\u00a0JPY");
	});

	it("gives a spreadsheet plain digits", () => {
		expect(plainAmount(-120_410, 2)).toBe("-1204,10");
	});
});

it("gap is what is missing, debits being negative", () => {
	expect(gap(120_410, 5_000, -20_000, 105_410)).toBe(0n);
	expect(gap(120_410, 5_000, -20_000, 127_820)).toBe(22_410n);
});

it("formatCount groups by thousands", () => {
	expect(formatCount(1_234_567)).toBe("1\u202f234\u202f567");
});

describe("days", () => {
	it("are shown in the French order", () => {
		expect(formatDay("2026-03-14")).toBe("14/03/2026");
		expect(formatDay("")).toBe("");
		expect(formatPeriod("2026-03-12", "2026-03-16")).toBe("12/03/2026 – 16/03/2026");
		expect(formatPeriod("2026-03-16", "2026-03-16")).toBe("16/03/2026");
		expect(shortPeriod("2026-03-12", "2026-03-16")).toBe("12/03 – 16/03/2026");
		expect(shortPeriod("2025-12-29", "2026-01-02")).toBe("29/12/2025 – 02/01/2026");
	});

	it.each([
		["14/03/2026", "2026-03-14"],
		["14-3-26", "2026-03-14"],
		["14.03.2026", "2026-03-14"],
		["14032026", "2026-03-14"],
		["140326", "2026-03-14"],
		["2026-03-14", "2026-03-14"],
		["29/02/2024", "2024-02-29"],
		["29/02/2026", null],
		["31/04/2026", null],
		["14/13/2026", null],
		["demain", null],
	])("reads %s", (typed, day) => {
		expect(parseDay(typed)).toBe(day);
	});
});

it("an IBAN of any spacing prints as key, bank, branch, account, RIB key", () => {
	expect(formatIban("fr76 3000 4458 5645 8565 2332 208")).toBe("FR76 30004 45856 45856523322 08");
	expect(formatIban("DE89370400440532013000")).toBe("DE89 3704 0044 0532 0130 00");
	expect(normalizeIban("FR76\u202f3000-4458.5")).toBe("FR76300044585");
});

it("a SIRET prints as the FAQ does, and a wrong key is seen", () => {
	expect(formatSiret("41944449200016")).toBe("419 444 492 00016");
	expect(formatSiret("123")).toBe("123");
	expect(siretLooksRight("419 444 492 00016")).toBe(false);
	expect(siretLooksRight("732 829 320 00074")).toBe(true);
	expect(siretLooksRight("35600000049837")).toBe(true); // La Poste
});

it("rows copy as tab-separated text without tabs inside", () => {
	expect(
		toTsv([
			["a\tb", "c"],
			["d\ne", ""],
		]),
	).toBe("a b\tc\r\nd e\t");
});

it("what is copied runs nothing in a sheet, and amounts keep their sign", () => {
	const pasted = toTsv([["=CMD|' /C calc'!A0", "+33 1 x", "@SUM(A1)", " =1+x", "-x"]]);
	for (const cell of pasted.split("\t")) expect(cell[0]).toBe("'");
	const amounts = ["-12,00", "-1 234,56 €", "+3 %", "-", "-12", "1 000,00 EUR"];
	expect(toTsv([amounts])).toBe(amounts.join("\t"));
});

it("joins a path as its folder does", () => {
	expect(joinPath("/home/anne", "a.txt")).toBe("/home/anne/a.txt");
	expect(joinPath("C:\\Users\\anne", "a.txt")).toBe("C:\\Users\\anne\\a.txt");
	expect(joinPath("D:\\", "a.txt")).toBe("D:\\a.txt");
});

describe("viewport", () => {
	const at = (scrollTop: number, count: number) =>
		viewport({ scrollTop, height: 320, rowHeight: 32, count, overscan: 0 });

	it("draws the rows in view", () => {
		expect(at(0, 100)).toEqual({ total: 3200, first: 0, last: 10, top: 0 });
		expect(at(640, 100)).toMatchObject({ first: 20, last: 30, top: 640 });
		expect(at(0, 0)).toMatchObject({ total: 0, last: -1 });
	});

	it("reaches the last row of a list taller than a browser scrolls", () => {
		const count = 2_000_000;
		const end = at(1e9, count);
		expect(end.total).toBeLessThan(33_000_000 / 2);
		expect(end.last).toBe(count - 1);
		expect(end.top + (end.last - end.first + 1) * 32).toBeGreaterThanOrEqual(end.total);
	});

	it("finds where a row is, and leaves alone one that is in view", () => {
		const s = { scrollTop: 0, height: 320, rowHeight: 32, count: 2_000_000 };
		expect(scrollToShow(3, s)).toBeNull();
		const to = scrollToShow(1_500_000, s) ?? 0;
		const { first, last } = viewport({ ...s, scrollTop: to, overscan: 0 });
		expect(first).toBeLessThanOrEqual(1_500_000);
		expect(last).toBeGreaterThanOrEqual(1_500_000);
	});
});
