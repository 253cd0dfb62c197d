package statement

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
)

// Piece is what one statement puts in a file that leaves. Bytes nil stands for the bank's
// own slice.
type Piece struct {
	StatementID int64
	SliceSHA256 string
	Bytes       []byte
}

// Leaving is what making a piece needs of a transaction.
type Leaving interface {
	// Slice is the bank's own bytes of a statement.
	Slice(statementID int64) ([]byte, error)
	// Block gives a statement as it is stored, with its operations.
	Block(statementID int64) (*Draft, []Entry, error)
}

// Outgoing makes the bytes of statements that leave.
type Outgoing struct {
	// Conformant tells whether a bank's slice can leave as it is.
	Conformant func(slice []byte) bool
	// Write writes a statement in the file's format.
	Write func(io.Writer, *Draft) error
}

// Lines is how much of a statement's block is new: what decides which bytes leave.
type Lines struct {
	Block      int // lines of its block
	Own        int // those that it brings
	Unreadable int
}

// Piece is the bank's own slice when it is conformant and all of it is new, else what is new
// of the statement, written again with the known balances. It also gives the bytes.
func (o Outgoing) Piece(tx Leaving, statementID int64, n Lines) (p Piece, leaves []byte, err error) {
	slice, err := tx.Slice(statementID)
	if err != nil {
		return Piece{}, nil, err
	}
	p = PieceOf(statementID, slice)
	if n.Own == n.Block && n.Unreadable == 0 && o.Conformant(slice) {
		return p, slice, nil
	}
	p.Bytes, err = o.again(tx, statementID)
	return p, p.Bytes, err
}

// PieceOf names a statement in what leaves by the bank's own slice of it.
func PieceOf(statementID int64, slice []byte) Piece {
	return Piece{StatementID: statementID, SliceSHA256: hexSum(slice)}
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// again writes the new operations of a statement.
func (o Outgoing) again(tx Leaving, id int64) ([]byte, error) {
	head, entries, err := tx.Block(id)
	if err != nil {
		return nil, err
	}
	var b writer
	for _, block := range newBlocks(head, entries) {
		if err := o.Write(&b, block); err != nil {
			return nil, fmt.Errorf("statement: write %d again: %w", id, err)
		}
	}
	return slices.Clip(b), nil
}

type writer []byte

func (w *writer) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}
