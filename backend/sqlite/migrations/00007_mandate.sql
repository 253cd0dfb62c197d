-- The mandate's papers: who signs for a client, who receives the statements for a firm, the
-- PDFs made and the scans attached, and the reminders to those who are waited for.

-- +goose Up
ALTER TABLE client ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN postcode TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN email TEXT NOT NULL DEFAULT '';             -- where the client is reminded
ALTER TABLE client ADD COLUMN signatory_name TEXT NOT NULL DEFAULT '';    -- who signs the mandate …
ALTER TABLE client ADD COLUMN signatory_quality TEXT NOT NULL DEFAULT ''; -- … as what: « gérante »

-- The mandataire: who receives the statements. '' is the firm itself.
ALTER TABLE firm ADD COLUMN mandatary_name TEXT NOT NULL DEFAULT '';
ALTER TABLE firm ADD COLUMN mandatary_address TEXT NOT NULL DEFAULT '';   -- on one line

-- A paper of a mandate: a PDF made here, or a scan. Rows are only ever added, so that what
-- was signed can be shown again.
CREATE TABLE document (
  id        INTEGER PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
  kind      TEXT NOT NULL CHECK (kind IN ('mandate', 'termination', 'signed', 'bank_form')),
  name      TEXT NOT NULL,                           -- file name, its extension that of the content
  type      TEXT NOT NULL CHECK (type IN ('pdf', 'jpeg', 'png')), -- by content
  sha256    TEXT NOT NULL,
  size      INTEGER NOT NULL,                        -- bytes
  bytes     BLOB NOT NULL,
  staff_id  INTEGER REFERENCES staff (id) ON DELETE SET NULL, -- NULL: « Système »
  at        TEXT NOT NULL
) STRICT;
CREATE INDEX document_client ON document (client_id);

-- The accounts that a paper is about.
CREATE TABLE document_account (
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  account_id  INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  PRIMARY KEY (account_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_account_document ON document_account (document_id);

-- « Relance faite »: somebody reminded the one that a mandate waits for.
CREATE TABLE mandate_reminder (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  status     TEXT NOT NULL,                          -- of the mandate then: whom it waited for
  on_day     TEXT NOT NULL,
  staff_id   INTEGER REFERENCES staff (id) ON DELETE SET NULL, -- NULL: « Système »
  at         TEXT NOT NULL
) STRICT;
CREATE INDEX mandate_reminder_account ON mandate_reminder (account_id, status, on_day);
