-- Who said what became of a delivery, instants that a wrong clock cannot stretch, and bytes
-- that were frozen for nothing.

-- +goose Up
ALTER TABLE delivery_attempt ADD COLUMN staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL; -- a person's answer, not a try
ALTER TABLE connector ADD COLUMN not_before_asked_at TEXT;                                       -- when the partner asked to wait

-- « À vérifier » after the partner said « nothing to take »: it may have the statement.
UPDATE delivery SET doubt = 1 WHERE state = 'to_check' AND code = 'IMPORT15' AND doubt = 0;

-- Credentials that one session lacks stop no connector: Troubles says who lacks them.
UPDATE connector SET trouble_code = '', trouble = '', trouble_hint = '' WHERE trouble_code = 'IDENTIFIANTS-ABSENTS';

-- Frozen bytes that no delivery and no download has any more.
DELETE FROM shipment_statement WHERE shipment_id NOT IN (SELECT shipment_id FROM delivery WHERE shipment_id IS NOT NULL UNION SELECT shipment_id FROM download);
DELETE FROM shipment WHERE id NOT IN (SELECT shipment_id FROM delivery WHERE shipment_id IS NOT NULL UNION SELECT shipment_id FROM download);

-- The queue in its order, so that the next to leave is found at once.
CREATE INDEX statement_to_send ON statement (end_on, start_on, id) WHERE place = 'to_send';
