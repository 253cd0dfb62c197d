-- +goose Up
-- What an advice (camt.054) tells more of an operation: it brings none. It is tied to the operation
-- when one reads it, whichever of the two came first, and goes with its file.
CREATE TABLE advice (
  id           INTEGER PRIMARY KEY,
  file_id      INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
  key          TEXT NOT NULL,              -- of the account
  booked_on    TEXT NOT NULL,
  amount       INTEGER NOT NULL,
  reference    TEXT NOT NULL DEFAULT '',   -- as operation.reference
  entry_number TEXT NOT NULL DEFAULT '',   -- as operation.entry_number
  details      TEXT NOT NULL               -- as operation.details
) STRICT;
CREATE INDEX advice_entry ON advice (key, booked_on, amount);
CREATE INDEX advice_file ON advice (file_id);

-- +goose Down
DROP TABLE advice;
