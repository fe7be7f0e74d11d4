-- Whom totals may go to: a server, and who this computer is to it, and to it alone. sequence: of the last delivery;
-- unsure: 1 a copy was restored, so that the server may have seen higher ones. certificate: the pin of its certificate.
-- The account's deletion there, once it was asked for: when it is due, and the server's signed word that it is done.
CREATE TABLE recipient (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    url                TEXT NOT NULL UNIQUE,
    name               TEXT NOT NULL,
    server_key         TEXT NOT NULL,
    device             TEXT NOT NULL,
    certificate        TEXT,
    sequence           INTEGER NOT NULL DEFAULT 0,
    unsure             INTEGER NOT NULL DEFAULT 0,
    added_ms           INTEGER NOT NULL,
    deletion_due_ms    INTEGER,
    deletion           TEXT,
    deletion_signature TEXT
) STRICT;

-- What proves it to be this computer: the private key of its device, and the server's tokens. In no export.
CREATE TABLE recipient_key (
    recipient       INTEGER PRIMARY KEY,
    device_key      BLOB NOT NULL,
    access_token    TEXT,
    access_until_ms INTEGER,
    refresh_token   TEXT
) STRICT;

-- What the user has granted: the receipt's text and its signature. stored: 1 the server has it. ended: 'revoked', or
-- 'replaced' by a newer one; NULL while it holds. deletion: the server's signed word that it deleted what came under it.
CREATE TABLE sharing_grant (
    id                 TEXT PRIMARY KEY,
    recipient          INTEGER NOT NULL,
    receipt            TEXT NOT NULL,
    signature          TEXT NOT NULL,
    given_ms           INTEGER NOT NULL,
    stored             INTEGER NOT NULL DEFAULT 0,
    ended              TEXT,
    ended_ms           INTEGER,
    deletion           TEXT,
    deletion_signature TEXT,
    deleted_ms         INTEGER
) STRICT, WITHOUT ROWID;

-- The days that the server has acknowledged: the SHA-256 of what it has of them. NULL: something of the day was
-- forgotten since, so that it is due again whatever it holds.
CREATE TABLE shared_day (
    grant_id TEXT NOT NULL,
    day      INTEGER NOT NULL,
    digest   BLOB,
    PRIMARY KEY (grant_id, day)
) STRICT, WITHOUT ROWID;

-- Every request that was sent, and its answer (answers: the request's number). head: method and path, and our own
-- headers but the one with the token; of an answer its status. body: NULL where a day of it was forgotten, or where it
-- held a token. Rows are only added; chain: SHA-256 over the one before and all of this row but the body's text
-- (docs/formats.md).
CREATE TABLE ledger (
    number      INTEGER PRIMARY KEY,
    at_ms       INTEGER NOT NULL,
    recipient   TEXT NOT NULL,
    answers     INTEGER,
    head        TEXT NOT NULL,
    body        BLOB,
    body_sha256 BLOB NOT NULL,
    chain       BLOB NOT NULL
) STRICT;
