-- Several statements leave at once: an archive, or one account's statements in one body.

-- +goose Up
ALTER TABLE shipment ADD COLUMN form TEXT NOT NULL DEFAULT '';       -- '' the pieces one after another, 'zip' an archive of them
ALTER TABLE shipment ADD COLUMN manifest TEXT NOT NULL DEFAULT '';   -- of an archive, as it leaves in it
ALTER TABLE shipment ADD COLUMN integrated INTEGER;                  -- operations that the partner says it took, of all its statements
ALTER TABLE shipment_statement ADD COLUMN name TEXT NOT NULL DEFAULT ''; -- of its file in the archive
UPDATE shipment SET integrated = (SELECT d.integrated FROM delivery d WHERE d.shipment_id = shipment.id);
ALTER TABLE delivery DROP COLUMN integrated;

-- What left together was refused for what is inside: from then on it leaves alone.
ALTER TABLE delivery ADD COLUMN alone INTEGER NOT NULL DEFAULT 0;
-- A person wants it not to be sent to this connector; the statement is held until they send it.
ALTER TABLE delivery ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;

-- The account's company was found at its connector's partner, and can take its statements.
ALTER TABLE account ADD COLUMN partner_matched INTEGER NOT NULL DEFAULT 0;

-- A partner that fails again and again is left alone for a while.
ALTER TABLE connector ADD COLUMN failures INTEGER NOT NULL DEFAULT 0; -- in a row
ALTER TABLE connector ADD COLUMN resting_until TEXT;

-- The company at the partner that it was frozen for: what may have arrived goes nowhere else.
ALTER TABLE shipment ADD COLUMN folder TEXT NOT NULL DEFAULT '';
UPDATE shipment SET folder = ifnull((SELECT a.partner_folder FROM delivery d JOIN statement s ON s.id = d.statement_id JOIN account a ON a.id = s.account_id
  WHERE d.shipment_id = shipment.id AND a.connector_id = d.connector_id), '');

-- Whoever changes where an account belongs has its company looked for again.
-- +goose StatementBegin
CREATE TRIGGER account_matched AFTER UPDATE OF connector_id, partner_folder, client_id ON account
WHEN OLD.partner_matched = 1 AND (OLD.connector_id IS NOT NEW.connector_id OR OLD.partner_folder <> NEW.partner_folder OR OLD.client_id IS NOT NEW.client_id)
BEGIN UPDATE account SET partner_matched = 0 WHERE id = NEW.id; END;
-- +goose StatementEnd

-- What a connector sent in a period, for its reconciliation.
CREATE INDEX delivery_connector_period ON delivery (connector_id, updated_at, state, shipment_id, statement_id);
