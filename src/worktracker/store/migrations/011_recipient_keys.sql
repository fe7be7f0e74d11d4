-- Another server key at the same address is another recipient: superseded: 1 the address belongs to a later row.
-- no_word: why there will be no signed word that a grant's totals are deleted: 'unsent' the server never heard of the
-- grant, 'unknown' it says that it has none, 'other-key' it has another key now, 'account' its account is gone.
CREATE TABLE recipient_new (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    url                TEXT NOT NULL,
    name               TEXT NOT NULL,
    server_key         TEXT NOT NULL,
    device             TEXT NOT NULL,
    certificate        TEXT,
    sequence           INTEGER NOT NULL DEFAULT 0,
    unsure             INTEGER NOT NULL DEFAULT 0,
    added_ms           INTEGER NOT NULL,
    deletion_due_ms    INTEGER,
    deletion           TEXT,
    deletion_signature TEXT,
    superseded         INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO recipient_new
    SELECT id, iif(instr(url, '#'), substr(url, 1, instr(url, '#') - 1), url), name, server_key, device, certificate,
        sequence, unsure, added_ms, deletion_due_ms, deletion, deletion_signature, instr(url, '#') > 0
    FROM recipient;
DROP TABLE recipient;
ALTER TABLE recipient_new RENAME TO recipient;
CREATE UNIQUE INDEX recipient_url ON recipient (url) WHERE superseded = 0;

ALTER TABLE sharing_grant ADD COLUMN no_word TEXT;
UPDATE sharing_grant SET no_word = iif(stored, 'unknown', 'unsent'), deletion = NULL, deletion_signature = NULL
    WHERE deletion = '';
UPDATE sharing_grant SET no_word = 'other-key'
    WHERE deletion IS NULL AND no_word IS NULL AND recipient IN (SELECT id FROM recipient WHERE superseded = 1);

-- The days that are on their way to the server: what is forgotten of one meanwhile is due again.
CREATE TABLE sending_day (
    grant_id TEXT NOT NULL,
    day      INTEGER NOT NULL,
    PRIMARY KEY (grant_id, day)
) STRICT, WITHOUT ROWID;
