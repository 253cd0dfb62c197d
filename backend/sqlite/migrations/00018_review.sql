-- +goose Up
-- What a person made of a statement. A mark « seen » counts as long as the state is that of then.
CREATE TABLE statement_review (
  statement_id INTEGER PRIMARY KEY REFERENCES statement (id) ON DELETE CASCADE,
  mark         TEXT NOT NULL DEFAULT '' CHECK (mark IN ('', 'seen', 'to_review')),
  state        TEXT NOT NULL DEFAULT '', -- of the statement when it was marked
  note         TEXT NOT NULL DEFAULT '',
  staff_id     INTEGER REFERENCES staff (id) ON DELETE SET NULL, -- who wrote last
  at           TEXT NOT NULL
) STRICT;

-- A person's note on an operation; it goes with it.
CREATE TABLE operation_note (
  operation_id INTEGER PRIMARY KEY REFERENCES operation (id) ON DELETE CASCADE,
  note         TEXT NOT NULL,
  staff_id     INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  at           TEXT NOT NULL
) STRICT;

-- +goose Down
DROP TABLE operation_note;
DROP TABLE statement_review;
