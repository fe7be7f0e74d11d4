-- Times are milliseconds since 1970-01-01T00:00Z; lengths are milliseconds; `day` is the
-- number of days since 1970-01-01 of a local day that begins at the setting `day-start`.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the user agreed to: the version of the text, and when.
CREATE TABLE agreement (
    version   INTEGER PRIMARY KEY,
    agreed_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE rule (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    action     TEXT NOT NULL CHECK (action IN ('drop', 'private', 'hide-title', 'domain-only')),
    app        TEXT,
    title      TEXT,
    url        TEXT,
    domain     TEXT,
    regex      INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL
) STRICT;

-- Where spans come from: 0 what this computer recorded, 1 what the user wrote by hand,
-- others one each per import. In reports 1 goes before 0, and 0 before the imports.
CREATE TABLE source (
    id   INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('recorded', 'manual', 'imported')),
    name TEXT NOT NULL
) STRICT;

INSERT INTO source VALUES (0, 'recorded', 'recorded'), (1, 'manual', 'manual');

CREATE TABLE zone (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    offset_s INTEGER NOT NULL
) STRICT;

CREATE TABLE app (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE domain (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

-- Each distinct (app, title, url, domain, document) once. `digest` is the CRC-32 of the
-- five; there is no index over text, because deleted text stays readable in index pages.
CREATE TABLE activity (
    id       INTEGER PRIMARY KEY,
    digest   INTEGER NOT NULL,
    app      INTEGER,
    domain   INTEGER,
    title    TEXT,
    url      TEXT,
    document TEXT
) STRICT;

CREATE INDEX activity_digest ON activity (digest);

-- id: source * 2^44 + start_ms. state: 0 active, 1 idle, 2 locked, 3 private. reason, of a private span: 1 a rule,
-- 2 a private window, 3 unsure. The newest recorded span may still be open: its length is
-- then what was written last.
CREATE TABLE span (
    id        INTEGER PRIMARY KEY,
    length_ms INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    reason    INTEGER NOT NULL,
    zone      INTEGER NOT NULL,
    activity  INTEGER,
    source    INTEGER GENERATED ALWAYS AS (id >> 44) VIRTUAL,
    start_ms  INTEGER GENERATED ALWAYS AS (id & 17592186044415) VIRTUAL
) STRICT;

-- Totals of what reports show: of all sources with their overlaps resolved, and of recorded
-- spans that begin before meta 'summed_until'. Later ones are added up by whoever reads.
CREATE TABLE day_state (
    day       INTEGER NOT NULL,
    hour      INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    length_ms INTEGER NOT NULL,
    PRIMARY KEY (day, hour, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_app (
    day       INTEGER NOT NULL,
    app       INTEGER NOT NULL,
    length_ms INTEGER NOT NULL,
    PRIMARY KEY (day, app)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_domain (
    day       INTEGER NOT NULL,
    domain    INTEGER NOT NULL,
    length_ms INTEGER NOT NULL,
    PRIMARY KEY (day, domain)
) STRICT, WITHOUT ROWID;
