-- Where statements are received from: watched folders and servers. A source is a row of
-- connector whose partner begins with 'source_'; no account refers to it.

-- +goose Up

-- How looking into a source went, and who is at it.
CREATE TABLE source_look (
  source_id    INTEGER PRIMARY KEY REFERENCES connector (id) ON DELETE CASCADE,
  lease_owner  TEXT NOT NULL DEFAULT '',     -- the process that takes files from it; '': none
  lease_until  TEXT NOT NULL DEFAULT '',     -- counts where nobody can tell whether that one lives
  tried_at     TEXT,
  looked_at    TEXT,                         -- the last look that went through
  problem      TEXT NOT NULL DEFAULT '',     -- why the last try did not, when it may go by itself
  problem_hint TEXT NOT NULL DEFAULT '',
  failures     INTEGER NOT NULL DEFAULT 0,   -- such tries in a row
  next_at      TEXT,                         -- none is made before, unless asked for
  stopped      INTEGER NOT NULL DEFAULT 0    -- with connector.trouble: for a person to mend
) STRICT;

-- The files that a source showed: those that wait until they change no more, and what was taken,
-- so that a file that the source keeps is taken once.
CREATE TABLE source_file (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id   INTEGER NOT NULL REFERENCES connector (id) ON DELETE CASCADE,
  path        TEXT NOT NULL,                 -- within the source
  size        INTEGER NOT NULL,              -- bytes
  modified_at TEXT NOT NULL,                 -- as the source says
  seen_at     TEXT NOT NULL,                 -- first seen with that size and time
  outcome     TEXT NOT NULL CHECK (outcome IN ('seen', 'imported', 'duplicate', 'partly', 'rejected')),
  sha256      TEXT NOT NULL DEFAULT '',
  file_id     INTEGER REFERENCES file (id) ON DELETE SET NULL, -- its import; of an archive, its first
  statements  INTEGER NOT NULL DEFAULT 0,    -- that nothing held before
  operations  INTEGER NOT NULL DEFAULT 0,    -- that nothing held before
  reason      TEXT NOT NULL DEFAULT '',      -- why it was not taken, for a person
  hint        TEXT NOT NULL DEFAULT '',
  taken_at    TEXT,                          -- NULL while it is only seen
  filed       INTEGER NOT NULL DEFAULT 0,    -- it lies where it is to lie
  filed_as    TEXT NOT NULL DEFAULT ''       -- under which name, '' for where it was
) STRICT;
CREATE INDEX source_file_source ON source_file (source_id, path);
CREATE INDEX source_file_file ON source_file (file_id) WHERE file_id IS NOT NULL;
