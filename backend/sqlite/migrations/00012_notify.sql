-- Synchronisations without a window, and what needs a person told by the system.

-- +goose Up

-- The accounts of the machine that have the system start a synchronisation. What the system
-- really has is read from it; this says what should be there, and whose others are.
CREATE TABLE schedule (
  os_account TEXT PRIMARY KEY,
  rhythm     TEXT NOT NULL,                 -- 'quarterly', 'hourly', 'daily'
  at         TEXT NOT NULL DEFAULT '',      -- 'HH:MM' by the machine's clock, of 'daily' alone
  set_at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The last synchronisation without a window of each account of the machine.
CREATE TABLE schedule_run (
  os_account TEXT PRIMARY KEY,
  ended_at   TEXT NOT NULL,
  outcome    TEXT NOT NULL CHECK (outcome IN ('done', 'nothing', 'needs', 'offline', 'failed')),
  tried      INTEGER NOT NULL,              -- deliveries
  message    TEXT NOT NULL DEFAULT ''       -- why, when it failed; our own words
) STRICT, WITHOUT ROWID;

-- What each account of the machine was told, until it is solved.
CREATE TABLE notice (
  os_account   TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('refused', 'to_check', 'trouble', 'keyless')),
  connector_id INTEGER NOT NULL REFERENCES connector (id) ON DELETE CASCADE,
  count        INTEGER NOT NULL,            -- of deliveries when it was told
  latest       INTEGER NOT NULL,            -- the last delivery_attempt then
  detail       TEXT NOT NULL DEFAULT '',    -- which trouble
  told_at      TEXT NOT NULL,
  PRIMARY KEY (os_account, kind, connector_id)
) STRICT, WITHOUT ROWID;

-- The accounts of the machine that want to be told nothing.
CREATE TABLE notice_muted (
  os_account TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
