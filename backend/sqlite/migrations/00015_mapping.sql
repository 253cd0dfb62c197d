-- +goose Up
-- How the tables of a bank (CSV, XLSX) are read, for the whole installation: a bank's export is
-- the same in every firm. columns: the folded names of the columns that a table is recognised by,
-- as JSON; mapping: JSON of backend/format/tabular. Neither holds an operation.
CREATE TABLE table_mapping (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
  columns  TEXT NOT NULL,
  mapping  TEXT NOT NULL,
  saved_by INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  saved_at TEXT NOT NULL
) STRICT;

-- +goose Down
DROP TABLE table_mapping;
