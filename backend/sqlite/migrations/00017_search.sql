-- What makes operations searchable: filled behind the imports, so that they lose no time to it;
-- emptied by the triggers with the operations. Nothing of it is kept that operation has not.

-- +goose Up

-- Operations in the order of their days.
CREATE TABLE operation_day (
  key        INTEGER PRIMARY KEY, -- days since 1970-01-01 × 2^40 + the operation's id
  account_id INTEGER NOT NULL,    -- as operation.account_id
  amount     INTEGER NOT NULL,
  currency   TEXT NOT NULL,
  code       TEXT NOT NULL
) STRICT;
CREATE INDEX operation_day_account ON operation_day (account_id);
CREATE INDEX operation_day_amount ON operation_day (amount);

-- The words of their label, reference and complements, folded. rowid: the key.
CREATE VIRTUAL TABLE operation_word USING fts5 (words, content = '', contentless_delete = 1, detail = none,
  tokenize = "unicode61 remove_diacritics 2");

-- How far: operations up to that id are searchable.
CREATE TABLE search_mark (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  indexed_to INTEGER NOT NULL
) STRICT;
INSERT INTO search_mark (id, indexed_to) VALUES (1, 0);

-- +goose StatementBegin
CREATE TRIGGER operation_gone AFTER DELETE ON operation WHEN old.id <= (SELECT indexed_to FROM search_mark) BEGIN
  DELETE FROM operation_day WHERE key = unixepoch(old.booked_on) / 86400 * 1099511627776 + old.id;
  DELETE FROM operation_word WHERE rowid = unixepoch(old.booked_on) / 86400 * 1099511627776 + old.id;
  -- The last id may be given again.
  UPDATE search_mark SET indexed_to = min(indexed_to, (SELECT ifnull(max(id), 0) FROM operation));
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER operation_moved AFTER UPDATE OF account_id ON operation WHEN old.id <= (SELECT indexed_to FROM search_mark) BEGIN
  UPDATE operation_day SET account_id = new.account_id WHERE key = unixepoch(old.booked_on) / 86400 * 1099511627776 + old.id;
END;
-- +goose StatementEnd

-- A search that a person keeps for themselves.
CREATE TABLE saved_search (
  id       INTEGER PRIMARY KEY,
  staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  name     TEXT NOT NULL COLLATE NOCASE,
  query    TEXT NOT NULL, -- as the screen wrote it, JSON
  UNIQUE (staff_id, name)
) STRICT;

-- +goose Down
DROP TABLE saved_search;
DROP TRIGGER operation_moved;
DROP TRIGGER operation_gone;
DROP TABLE search_mark;
DROP TABLE operation_word;
DROP TABLE operation_day;
