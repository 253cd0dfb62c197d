-- Portfolios: who stands in for a client's responsable, and until when.

-- +goose Up
ALTER TABLE client ADD COLUMN stand_in_id INTEGER REFERENCES staff (id) ON DELETE SET NULL; -- « Suppléant »
ALTER TABLE client ADD COLUMN stand_in_until TEXT;                                          -- the last day of it
CREATE INDEX client_responsable ON client (responsable_id) WHERE responsable_id IS NOT NULL;
CREATE INDEX client_stand_in ON client (stand_in_id) WHERE stand_in_id IS NOT NULL;
CREATE INDEX session_staff ON session (staff_id) WHERE ended_at IS NULL;
