-- How long a firm keeps what it has of a client, and what stays of one that was erased.

-- +goose Up
ALTER TABLE firm ADD COLUMN retention_years INTEGER NOT NULL DEFAULT 10; -- after the end of the mission
ALTER TABLE file ADD COLUMN erased_at TEXT;                              -- since then it can no longer be given back whole

-- Tombstones: that something was erased, never what. Rows are only ever added.
CREATE TABLE erasure (
  id         INTEGER PRIMARY KEY,
  client_id  INTEGER,                      -- the number it had; NULL: statements under « Sans IBAN »
  firm_id    INTEGER REFERENCES firm (id), -- its firm then; NULL: of no firm, or of several
  staff_id   INTEGER REFERENCES staff (id) ON DELETE SET NULL, -- NULL: « Système »
  reason     TEXT NOT NULL DEFAULT '',     -- names neither the client nor an IBAN
  early      INTEGER NOT NULL DEFAULT 0,   -- 1: before its time, or with statements that had not left
  accounts   INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  operations INTEGER NOT NULL,
  documents  INTEGER NOT NULL,
  files      INTEGER NOT NULL,             -- gone whole
  downloads  INTEGER NOT NULL,             -- that cannot be made again
  at         TEXT NOT NULL
) STRICT;
CREATE INDEX erasure_client ON erasure (client_id) WHERE client_id IS NOT NULL;

CREATE INDEX statement_received ON statement (received_at) WHERE place = 'aside';

-- +goose Down
DROP INDEX statement_received;
DROP TABLE erasure;
ALTER TABLE file DROP COLUMN erased_at;
ALTER TABLE firm DROP COLUMN retention_years;
