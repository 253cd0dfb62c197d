-- What the journal is found by, among ten years of entries.

-- +goose Up
CREATE INDEX journal_staff ON journal (staff_id);
CREATE INDEX journal_action ON journal (action);
CREATE INDEX journal_object ON journal (object, object_id);
