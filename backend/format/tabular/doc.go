// Package tabular reads statements from tables, CSV files and workbooks, whose columns each bank lays
// out in its own way: a mapping says what stands where.
//
//	preview, err := tabular.Preview(head, mapping, known, today)  // what the assistant shows
//	r := tabular.NewReader(file, given, known, workbook)
//
// A table that no saved mapping recognises asks for one; the order of days and months is asked
// whenever the dates can be read in several, and never guessed. Balances are taken from a column of
// balances that follows the amounts line by line: the opening one is the first balance less the first
// amount. Else there are none.
//
// A list of more than 100 000 lines is cut at the end of a day. The bytes of a workbook, and of a
// text whose lines are of several accounts, are kept with the first statement.
package tabular
