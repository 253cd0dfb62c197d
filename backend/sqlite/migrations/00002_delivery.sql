-- What delivering needs to remember: of a connector, what stops it; of a delivery, what is
-- known of its fate; of a session, how it is taken up again on the next start.

-- +goose Up
ALTER TABLE connector ADD COLUMN removed_at TEXT;                       -- taken away; its deliveries stay readable
ALTER TABLE connector ADD COLUMN not_before TEXT;                       -- the partner asked to wait until then
ALTER TABLE connector ADD COLUMN trouble_code TEXT NOT NULL DEFAULT ''; -- what stops the whole connector; '' nothing
ALTER TABLE connector ADD COLUMN trouble TEXT NOT NULL DEFAULT '';      -- the same as a French sentence
ALTER TABLE connector ADD COLUMN trouble_hint TEXT NOT NULL DEFAULT ''; -- what to do about it
ALTER TABLE connector ADD COLUMN tested_at TEXT;                        -- last « Tester la connexion » that went well
ALTER TABLE connector ADD COLUMN last_success_at TEXT;                  -- last statement that arrived

-- 2: all of its bytes left and no answer came; 1: they left and the partner answered an error
-- of its own. In both it may have arrived: such a delivery stays with its connector until its
-- fate is known, as one in flight does. Only 2 makes « already imported » a proof.
ALTER TABLE delivery ADD COLUMN doubt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;        -- since it was last queued, for the next delay
ALTER TABLE delivery ADD COLUMN integrated INTEGER;                      -- operations that the partner says it took
ALTER TABLE delivery ADD COLUMN code TEXT NOT NULL DEFAULT '';           -- of the last attempt: the partner's code …
ALTER TABLE delivery ADD COLUMN message TEXT NOT NULL DEFAULT '';        -- … what it means, in French …
ALTER TABLE delivery ADD COLUMN hint TEXT NOT NULL DEFAULT '';           -- … what to do …
ALTER TABLE delivery ADD COLUMN request_id TEXT NOT NULL DEFAULT '';     -- … and its request id
CREATE INDEX delivery_recent ON delivery (updated_at, id);
CREATE INDEX delivery_shipment ON delivery (shipment_id);

-- The attempt's partner_message is the partner's own words; message says it in French.
ALTER TABLE delivery_attempt ADD COLUMN partner_message TEXT NOT NULL DEFAULT '';

-- « Rester connecté sur ce poste »: the SHA-256 of a random token that the keychain of the
-- session's OS account holds; NULL when the session ends with its window.
ALTER TABLE session ADD COLUMN resume_sha256 TEXT;
ALTER TABLE session ADD COLUMN resume_until TEXT;
CREATE INDEX session_resume ON session (resume_sha256) WHERE resume_sha256 IS NOT NULL;
