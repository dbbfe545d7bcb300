-- Who may enter, apart from the figures: personal data that no copy for screens ever loads. Moments are seconds since 1970.
CREATE TABLE IF NOT EXISTS identity (
    name      TEXT PRIMARY KEY,       -- as typed at sign-in; of a provider: issuer|subject
    label     TEXT NOT NULL,          -- as shown
    kind      TEXT NOT NULL CHECK (kind IN ('local', 'provider')),
    role      TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'administrator')),
    places    TEXT,                   -- JSON list; null: every place
    password  TEXT,                   -- Argon2id; null: signs in through the provider only
    disabled  INTEGER NOT NULL DEFAULT 0,
    made      INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS session (
    digest    BLOB PRIMARY KEY,       -- SHA-256 of the token, which only the browser holds
    name      TEXT NOT NULL REFERENCES identity (name),
    made      INTEGER NOT NULL,
    seen      INTEGER NOT NULL,
    ends      INTEGER NOT NULL,       -- whatever happens
    revoked   INTEGER                 -- when it was ended by somebody
);
CREATE TABLE IF NOT EXISTS failure (
    subject   TEXT NOT NULL,          -- an account's name, known or not, or an address
    at        REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS failure_subject ON failure (subject, at);
