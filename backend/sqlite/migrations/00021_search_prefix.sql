-- +goose Up
-- Words again, with lists of what begins by one, two or three letters ready: what one types is found
-- without putting together the lists of all words that begin so. Each row also holds its account, as
-- a word that nobody can type, so that a word is looked for within one account alone. They are filled
-- behind what else goes on, from the first operation.
DROP TRIGGER operation_moved;
DROP TABLE operation_word;
UPDATE search_mark SET indexed_to = 0;
CREATE VIRTUAL TABLE operation_word USING fts5 (words, content = '', contentless_delete = 1, detail = none,
  prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2");

-- The words themselves, in their order.
CREATE VIRTUAL TABLE operation_term USING fts5vocab (operation_word, 'instance');

-- Whether there is anything but euros: totals of one currency are faster.
CREATE INDEX operation_day_foreign ON operation_day (currency) WHERE currency <> 'EUR';

-- +goose StatementBegin
CREATE TRIGGER operation_moved AFTER UPDATE OF account_id ON operation WHEN old.id <= (SELECT indexed_to FROM search_mark) BEGIN
  UPDATE operation_day SET account_id = new.account_id WHERE key = unixepoch(old.booked_on) / 86400 * 1099511627776 + old.id;
  INSERT OR REPLACE INTO operation_word (rowid, words)
    VALUES (unixepoch(old.booked_on) / 86400 * 1099511627776 + old.id, words(new.label, ifnull(new.reference, ''), ifnull(new.details, ''), new.account_id));
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER operation_moved;
DROP INDEX operation_day_foreign;
DROP TABLE operation_term;
-- +goose StatementBegin
CREATE TRIGGER operation_moved AFTER UPDATE OF account_id ON operation WHEN old.id <= (SELECT indexed_to FROM search_mark) BEGIN
  UPDATE operation_day SET account_id = new.account_id WHERE key = unixepoch(old.booked_on) / 86400 * 1099511627776 + old.id;
END;
-- +goose StatementEnd
