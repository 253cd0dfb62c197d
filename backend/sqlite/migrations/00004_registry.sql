-- Looking companies up: what the public registers answered, and where the INPI's account is.

-- +goose Up

-- An answer of a register. It serves again for 30 days, and longer when the register cannot
-- be asked; rows older than a year are dropped at the next answer, names of people with them.
CREATE TABLE registry_answer (
  source   TEXT NOT NULL, -- 'search', 'company' (Recherche d'entreprises), 'inpi'
  question TEXT NOT NULL, -- the text, SIREN or SIRET that was looked for, in lower case
  answer   TEXT NOT NULL, -- JSON
  at       TEXT NOT NULL, -- when it was given
  PRIMARY KEY (source, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX registry_answer_at ON registry_answer (at);

-- The accounts of the operating system whose keychain holds an account at the INPI. Says that
-- it is there, never what it is.
CREATE TABLE registry_account (
  os_account TEXT PRIMARY KEY,
  noted_at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
