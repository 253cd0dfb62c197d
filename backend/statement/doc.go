// Package statement holds bank statements and their operations, and the rules that judge
// them: does a statement add up, does it follow the one before it, what is new in a file,
// and which one place is each statement in. The rules are pure functions on plain facts;
// storage and readers live elsewhere.
package statement
