package sqlite

import "sobank/backend/export"

// The lists that leave are those of the screens.
var _ export.Tx = (*Tx)(nil)
