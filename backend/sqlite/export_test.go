package sqlite

import "testing"

// PartEverything has every question that may be long asked in parts until the test ends.
func PartEverything(t *testing.T) {
	t.Helper()
	operations, statements, accounts := manyOperations, manyStatements, manyAccounts
	manyOperations, manyStatements, manyAccounts = 0, 0, 0
	t.Cleanup(func() { manyOperations, manyStatements, manyAccounts = operations, statements, accounts })
}

// The sizes of bulk inserts, for tests at their boundaries.
const (
	StatementChunk = statementChunk
	OperationChunk = operationChunk
	Gathered       = gathered
	Pieces         = pieces
)

// Portion is what a piece of a long question covers.
var Portion = portion
