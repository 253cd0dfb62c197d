-- +goose Up
-- When a person said that they saw what a source's rejected files lack; NULL until then.
ALTER TABLE source_file ADD COLUMN noticed_at TEXT;
CREATE INDEX source_file_unnoticed ON source_file (source_id, path) WHERE outcome IN ('rejected', 'partly') AND noticed_at IS NULL;

-- +goose Down
DROP INDEX source_file_unnoticed;
ALTER TABLE source_file DROP COLUMN noticed_at;
