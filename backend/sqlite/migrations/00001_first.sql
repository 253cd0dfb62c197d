-- The first schema. Conventions: money is INTEGER minor units of the row's currency;
-- a date is TEXT 2026-03-14; an instant is TEXT 2026-03-14T08:12:00Z (UTC); an absent
-- value is NULL; every table is STRICT.

-- +goose Up
PRAGMA application_id = 1397703233; -- « SOBA »

-- What the installation is: one row a name, never a secret.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY, -- 'installation', 'demo', 'support_email', …
  value TEXT NOT NULL
) STRICT;

-- An accounting firm (« Cabinet »). All but the name may be unknown.
CREATE TABLE firm (
  id                  INTEGER PRIMARY KEY,
  guid                TEXT NOT NULL UNIQUE,          -- « Identifiant unique »
  client_number       TEXT NOT NULL DEFAULT '',      -- « N° CLIENT »
  name                TEXT NOT NULL COLLATE NOCASE UNIQUE, -- « Raison sociale »
  address             TEXT NOT NULL DEFAULT '',
  postcode            TEXT NOT NULL DEFAULT '',
  city                TEXT NOT NULL DEFAULT '',
  phone               TEXT NOT NULL DEFAULT '',
  director_name       TEXT NOT NULL DEFAULT '',      -- « Nom/prénom du dirigeant »
  director_quality    TEXT NOT NULL DEFAULT '',      -- « Qualité »
  legal_form          TEXT NOT NULL DEFAULT '',
  siret               TEXT NOT NULL DEFAULT '',      -- 14 digits; a wrong key is accepted
  production_software TEXT NOT NULL DEFAULT '',      -- « Logiciel(s) de production »
  hold_interruptions  INTEGER NOT NULL DEFAULT 0,    -- 1: an interruption holds the statement back
  created_at          TEXT NOT NULL
) STRICT;

-- A person who signs in. Names live here alone: the journal knows only the id.
CREATE TABLE staff (
  id              INTEGER PRIMARY KEY,
  email           TEXT NOT NULL COLLATE NOCASE UNIQUE,
  name            TEXT NOT NULL,
  profile         TEXT NOT NULL CHECK (profile IN ('collaborateur', 'superviseur', 'administrateur')),
  password_hash   TEXT NOT NULL,                     -- argon2id, PHC form
  active          INTEGER NOT NULL DEFAULT 1,
  failed_sign_ins INTEGER NOT NULL DEFAULT 0,        -- wrong passwords since the last right one
  retry_after     TEXT,                              -- no sign-in before this instant
  last_sign_in_at TEXT,
  created_at      TEXT NOT NULL
) STRICT;

-- The firms that a staff member belongs to.
CREATE TABLE staff_firm (
  staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  firm_id  INTEGER NOT NULL REFERENCES firm (id) ON DELETE CASCADE,
  PRIMARY KEY (staff_id, firm_id)
) STRICT, WITHOUT ROWID;

-- A signed-in window. A session counts only while it has not ended and its person is active.
CREATE TABLE session (
  id         TEXT PRIMARY KEY,                       -- random, 128 bits
  staff_id   INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  os_account TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at   TEXT
) STRICT, WITHOUT ROWID;

-- A tool that a firm delivers to. The same partner may stand twice under two names.
CREATE TABLE connector (
  id         INTEGER PRIMARY KEY,
  firm_id    INTEGER NOT NULL REFERENCES firm (id),
  partner    TEXT NOT NULL,                          -- 'myunisoft', 'inqom', 'fizen', 'fulll', …
  name       TEXT NOT NULL COLLATE NOCASE,
  settings   TEXT NOT NULL DEFAULT '{}',             -- JSON, never a secret
  paused     INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  UNIQUE (firm_id, name),
  UNIQUE (id, firm_id)                               -- target of account's composite key
) STRICT;

-- On which accounts of the operating system a connector's credentials are in the keychain.
-- Says that they are there, never what they are.
CREATE TABLE connector_credential (
  connector_id INTEGER NOT NULL REFERENCES connector (id) ON DELETE CASCADE,
  os_account   TEXT NOT NULL,
  stored_at    TEXT NOT NULL,
  PRIMARY KEY (connector_id, os_account)
) STRICT, WITHOUT ROWID;

-- A client company of a firm.
CREATE TABLE client (
  id               INTEGER PRIMARY KEY,
  firm_id          INTEGER NOT NULL REFERENCES firm (id),
  name             TEXT NOT NULL,                    -- « Dénomination sociale »
  name_folded      TEXT NOT NULL,                    -- lower case without accents, to search and sort
  siret            TEXT NOT NULL DEFAULT '',         -- 14 digits, 9 (SIREN) or ''
  reference        TEXT NOT NULL DEFAULT '',         -- « Référence dossier »
  responsable_id   INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  confidential     INTEGER NOT NULL DEFAULT 0,       -- « dossier confidentiel »
  mission_ended_on TEXT,                             -- « Fin de mission »
  created_at       TEXT NOT NULL,
  UNIQUE (id, firm_id)                               -- target of account's composite key
) STRICT;
CREATE INDEX client_firm ON client (firm_id, name_folded);

-- A bank account. With a client it is known; without one it is aside, under « Sans IBAN ».
-- The key is what files are matched by: 'bank/branch/number' for a French or Monegasque
-- account (CFONB120 gives no country), else the IBAN, else the raw zones of the file.
-- Rules 2 and 3 of the FAQ are the composite key (connector_id, firm_id): an account takes
-- a connector of its own firm only, and a connector in use cannot go.
CREATE TABLE account (
  id             INTEGER PRIMARY KEY,
  key            TEXT NOT NULL,
  iban           TEXT,                               -- NULL when the file's account is no IBAN
  firm_id        INTEGER REFERENCES firm (id),       -- NULL: aside, of no firm
  client_id      INTEGER,                            -- NULL: aside, under « Sans IBAN »
  holder         TEXT NOT NULL DEFAULT '',
  currency       TEXT NOT NULL DEFAULT 'EUR',
  collect_from   TEXT,                               -- start of collection; earlier statements stay
  ledger_account TEXT NOT NULL DEFAULT '',           -- compte 512…
  journal_code   TEXT NOT NULL DEFAULT '',
  connector_id   INTEGER,                            -- NULL: « Aucun connecteur »
  partner_folder TEXT NOT NULL DEFAULT '',           -- the folder at the partner, once matched
  closed_on      TEXT,
  created_at     TEXT NOT NULL,
  FOREIGN KEY (client_id, firm_id) REFERENCES client (id, firm_id),
  FOREIGN KEY (connector_id, firm_id) REFERENCES connector (id, firm_id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX account_known ON account (key) WHERE client_id IS NOT NULL;
CREATE UNIQUE INDEX account_aside ON account (key, ifnull(firm_id, 0)) WHERE client_id IS NULL;
CREATE INDEX account_client ON account (client_id);
CREATE INDEX account_connector ON account (connector_id, firm_id);

-- Other keys of an account: its RIBs before a bank merger.
CREATE TABLE account_alias (
  key        TEXT PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  iban       TEXT,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where the mandate of a known account stands; the steps behind are in mandate_step.
CREATE TABLE mandate (
  account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  status     TEXT NOT NULL CHECK (status IN ('created', 'to_sign', 'signed', 'sent', 'approved',
               'rejected', 'suspended', 'termination_asked', 'terminated')),
  since      TEXT NOT NULL                           -- the day of the present status
) STRICT;

CREATE TABLE mandate_step (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  status     TEXT NOT NULL,
  since      TEXT NOT NULL,
  staff_id   INTEGER REFERENCES staff (id) ON DELETE SET NULL, -- NULL: « Système »
  note       TEXT NOT NULL DEFAULT '',
  at         TEXT NOT NULL
) STRICT;
CREATE INDEX mandate_step_account ON mandate_step (account_id, id);

-- A file that was imported, whole: its statements' bytes are in sighting.raw, what lies
-- between them in `rest`, so that it can be given back byte for byte.
CREATE TABLE file (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,     -- the order of reception, never used twice
  firm_id     INTEGER REFERENCES firm (id),          -- where unknown accounts go; NULL: no firm
  name        TEXT NOT NULL,
  format      TEXT NOT NULL,                         -- 'cfonb120', …
  size        INTEGER NOT NULL,                      -- bytes
  sha256      TEXT NOT NULL UNIQUE,                  -- the same file twice changes nothing
  handed_over INTEGER NOT NULL DEFAULT 0,            -- « remis par le client »
  staff_id    INTEGER REFERENCES staff (id) ON DELETE SET NULL, -- NULL: « Système »
  received_at TEXT NOT NULL,
  statements  INTEGER NOT NULL DEFAULT 0,            -- blocks in the file
  operations  INTEGER NOT NULL DEFAULT 0,            -- lines in the file
  new_operations INTEGER NOT NULL DEFAULT 0,         -- lines that nothing held before
  rest        BLOB NOT NULL DEFAULT x''              -- zstd of the lengths and bytes between statements
) STRICT;
CREATE INDEX file_size ON file (size);

-- An oddity met in a file and read through.
CREATE TABLE file_warning (
  file_id      INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
  position     INTEGER NOT NULL,
  statement_id INTEGER REFERENCES statement (id) ON DELETE CASCADE, -- NULL: outside statements
  line         INTEGER NOT NULL,                     -- 1-based
  record       TEXT NOT NULL,
  field        TEXT NOT NULL,
  code         TEXT NOT NULL,
  message      TEXT NOT NULL,
  PRIMARY KEY (file_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_warning_statement ON file_warning (statement_id);

-- A statement: what one block of a bank's file says. The same block in two files is one
-- statement with two sightings. Its operations are those it owns (operation.statement_id)
-- and those it shows but another statement owns (echo).
CREATE TABLE statement (
  id          INTEGER PRIMARY KEY,
  account_id  INTEGER NOT NULL REFERENCES account (id),
  format      TEXT NOT NULL,
  currency    TEXT NOT NULL,
  decimals    INTEGER NOT NULL,
  start_on    TEXT NOT NULL,  -- day of the opening balance, else of the first operation
  end_on      TEXT NOT NULL,  -- day of the closing balance, else of the last operation
  first_on    TEXT,           -- first and last booking day; NULL without operation
  last_on     TEXT,
  opening_on  TEXT,           -- as the file says; NULL when it does not
  opening     INTEGER,
  closing_on  TEXT,
  closing     INTEGER,
  credits     INTEGER NOT NULL, -- sum of the positive amounts of the block
  debits      INTEGER NOT NULL, -- sum of the negative amounts of the block
  operations  INTEGER NOT NULL, -- lines of the block
  own         INTEGER NOT NULL, -- lines that it owns: what it would deliver
  unreadable  INTEGER NOT NULL, -- lines whose amount or day could not be read
  handed_over INTEGER NOT NULL, -- 1 when one of its files was « remis par le client »
  state       TEXT NOT NULL CHECK (state IN ('start', 'conforming', 'interruption', 'incoherent',
                'unverifiable', 'conflict', 'released')),
  expected    INTEGER,        -- an interruption: the closing balance before it …
  expected_on TEXT,           -- … and its day
  place       TEXT NOT NULL CHECK (place IN ('to_send', 'sent', 'downloadable', 'downloaded', 'held',
                'no_movement', 'aside')),
  reason      TEXT NOT NULL,  -- why it is held; '' elsewhere
  released_at TEXT,           -- « Débloqué »
  released_state TEXT,        -- the state that was let go: another one holds it again
  released_by INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  release_reason TEXT,
  received_at TEXT NOT NULL
) STRICT;
CREATE INDEX statement_account ON statement (account_id, end_on, start_on);
CREATE INDEX statement_end ON statement (end_on, id);
CREATE INDEX statement_place ON statement (place, account_id);

-- Which file showed which statement, with the bytes it showed it in.
CREATE TABLE sighting (
  file_id      INTEGER NOT NULL REFERENCES file (id),
  position     INTEGER NOT NULL,                     -- 0-based among the file's statements
  statement_id INTEGER NOT NULL REFERENCES statement (id),
  line         INTEGER NOT NULL,                     -- 1-based line of its first record
  raw          BLOB NOT NULL,                        -- one zstd frame
  PRIMARY KEY (file_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_statement ON sighting (statement_id);

-- An operation. It is stored once, owned by the statement that delivers it; within an
-- account it is known by day, amount, folded label and balance after it.
CREATE TABLE operation (
  id            INTEGER PRIMARY KEY,
  account_id    INTEGER NOT NULL,                    -- its statement's, for the index
  statement_id  INTEGER NOT NULL REFERENCES statement (id),
  position      INTEGER NOT NULL,                    -- 0-based in its statement's block
  booked_on     TEXT NOT NULL,
  value_on      TEXT,
  amount        INTEGER NOT NULL,
  balance_after INTEGER,                             -- NULL without an opening balance
  code          TEXT NOT NULL,                       -- interbank operation code
  label         TEXT NOT NULL,
  reference     TEXT,
  entry_number  TEXT,
  marks         TEXT,                                -- bank's own code, reject code, flags; see sqlite/operation.go
  details       TEXT                                 -- complements: one a line, qualifier on 3 then text
) STRICT;
CREATE INDEX operation_account_day ON operation (account_id, booked_on); -- and id, which SQLite adds
CREATE INDEX operation_statement ON operation (statement_id);

-- A statement also shows an operation that another one owns.
CREATE TABLE echo (
  statement_id INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
  position     INTEGER NOT NULL,                     -- 0-based in this statement's block
  operation_id INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
  PRIMARY KEY (statement_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX echo_operation ON echo (operation_id);

-- Two statements that cannot both be right about a day (or one, seen in two files, that
-- cannot be told from its double): for a person to decide.
CREATE TABLE conflict (
  statement_id INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
  other_id     INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE, -- itself: its double
  booked_on    TEXT NOT NULL,
  PRIMARY KEY (statement_id, other_id, booked_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_other ON conflict (other_id);

-- Bytes that leave: frozen before they do, so that a retry sends the same.
CREATE TABLE shipment (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL,                           -- file name at the partner
  sha256    TEXT NOT NULL,                           -- of what leaves
  size      INTEGER NOT NULL,                        -- bytes
  frozen_at TEXT NOT NULL
) STRICT;

CREATE TABLE shipment_statement (
  shipment_id  INTEGER NOT NULL REFERENCES shipment (id),
  position     INTEGER NOT NULL,
  statement_id INTEGER NOT NULL REFERENCES statement (id),
  slice_sha256 TEXT NOT NULL,                        -- of the bank's own slice
  bytes        BLOB,                                 -- what leaves, one zstd frame; NULL: its own slice as it is
  PRIMARY KEY (shipment_id, position)
) STRICT;
CREATE INDEX shipment_statement_statement ON shipment_statement (statement_id);

-- The durable queue: one delivery per statement and connector.
CREATE TABLE delivery (
  id           INTEGER PRIMARY KEY,
  statement_id INTEGER NOT NULL REFERENCES statement (id),
  connector_id INTEGER NOT NULL REFERENCES connector (id),
  shipment_id  INTEGER REFERENCES shipment (id),
  state        TEXT NOT NULL CHECK (state IN ('to_send', 'in_flight', 'integrated', 'already_integrated',
                 'deposited', 'to_check', 'refused', 'to_retry', 'cancelled')),
  next_try_at  TEXT,
  lease_owner  TEXT,                                 -- which process has it
  lease_until  TEXT,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL,
  UNIQUE (statement_id, connector_id)
) STRICT;
CREATE INDEX delivery_due ON delivery (connector_id, state, next_try_at);

-- What happened each time a delivery was tried.
CREATE TABLE delivery_attempt (
  id          INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
  started_at  TEXT NOT NULL,
  duration_ms INTEGER,
  outcome     TEXT NOT NULL,
  code        TEXT NOT NULL DEFAULT '',              -- the partner's
  message     TEXT NOT NULL DEFAULT '',              -- the partner's, without secrets
  request_id  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX delivery_attempt_delivery ON delivery_attempt (delivery_id, id);

-- A global file that was taken. Its bytes are those of its shipment.
CREATE TABLE download (
  id          INTEGER PRIMARY KEY,
  firm_id     INTEGER NOT NULL REFERENCES firm (id),
  shipment_id INTEGER NOT NULL REFERENCES shipment (id),
  format      TEXT NOT NULL,
  period_from TEXT,                                  -- both NULL: since the last download
  period_to   TEXT,
  statements  INTEGER NOT NULL,
  operations  INTEGER NOT NULL,
  staff_id    INTEGER REFERENCES staff (id) ON DELETE SET NULL,
  taken_at    TEXT NOT NULL
) STRICT;
CREATE INDEX download_firm ON download (firm_id, id);

-- Who did what to what. Identifiers only: names live in their own tables, so that a
-- client can be erased. Rows are only ever added.
CREATE TABLE journal (
  id         INTEGER PRIMARY KEY,
  at         TEXT NOT NULL,
  staff_id   INTEGER,                                -- NULL: « Système »
  os_account TEXT NOT NULL,
  action     TEXT NOT NULL,                          -- 'import', 'download', 'account.create', …
  firm_id    INTEGER,
  object     TEXT NOT NULL,                          -- 'file', 'account', …
  object_id  INTEGER,
  facts      TEXT NOT NULL DEFAULT '{}'              -- JSON of counts and identifiers
) STRICT;
CREATE INDEX journal_at ON journal (at);
-- +goose StatementBegin
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'journal rows are only ever added'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journal rows are only ever added'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'journal rows are only ever added'); END;
-- +goose StatementEnd
