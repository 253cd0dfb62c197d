package sqlite

// The sizes of bulk inserts, for tests at their boundaries.
const (
	StatementChunk = statementChunk
	OperationChunk = operationChunk
	Gathered       = gathered
)
