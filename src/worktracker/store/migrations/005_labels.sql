-- What time counts for. A category hangs below its parent (NULL: at the top); its name is unique among those
-- that hang there. No colour or mark: its parent's. given: its name in the set that comes with the program;
-- NULL for the user's own.
CREATE TABLE category (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    parent INTEGER,
    name   TEXT NOT NULL,
    colour TEXT,
    mark   TEXT,
    given  TEXT
) STRICT;

-- Which activities are of a category: those that all the conditions match. given: 1 came with the program.
CREATE TABLE category_rule (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    category   INTEGER NOT NULL,
    app        TEXT,
    title      TEXT,
    url        TEXT,
    domain     TEXT,
    document   TEXT,
    regex      INTEGER NOT NULL DEFAULT 0,
    given      INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL
) STRICT;

-- rate: a decimal number as text, an hour's price in currency.
CREATE TABLE project (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    client   TEXT,
    rate     TEXT,
    currency TEXT,
    closed   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE project_rule (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    project    INTEGER NOT NULL,
    app        TEXT,
    title      TEXT,
    url        TEXT,
    domain     TEXT,
    document   TEXT,
    regex      INTEGER NOT NULL DEFAULT 0,
    given      INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL
) STRICT;

-- What the rules found for an activity. lost: which fields ageing has taken from it (1 app, 2 domain, 4 title,
-- 8 url, 16 document): no rule that asks for one of them can be asked any more.
ALTER TABLE activity ADD COLUMN category INTEGER;

ALTER TABLE activity ADD COLUMN project INTEGER;

ALTER TABLE activity ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;

-- What the user says of a stretch of time: laid over what was recorded, which stays as it is. category and
-- project: NULL as the rules say, 0 none. entry: the stretch is a manual entry of this number, whose spans are
-- of source 1, in this zone. timer: 1 set by the clock that runs beside the record; it ends at 2^44 - 1 while it runs.
-- Rows with gone = NULL count, and never overlap; the others are what undoing brings back.
CREATE TABLE assignment (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    start_ms INTEGER NOT NULL,
    end_ms   INTEGER NOT NULL,
    category INTEGER,
    project  INTEGER,
    tags     TEXT,
    note     TEXT,
    entry    INTEGER,
    zone     INTEGER,
    timer    INTEGER NOT NULL DEFAULT 0,
    since    INTEGER NOT NULL,
    gone     INTEGER
) STRICT;

CREATE INDEX assignment_start ON assignment (start_ms) WHERE gone IS NULL;

-- Each change of the rows above: they are since one, and gone by one.
CREATE TABLE revision (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    made_ms INTEGER NOT NULL,
    deed    TEXT NOT NULL
) STRICT;

-- A total like the others: active time of a day; 0 stands for no category, no project.
CREATE TABLE day_category (
    day       INTEGER NOT NULL,
    category  INTEGER NOT NULL,
    project   INTEGER NOT NULL,
    length_ms INTEGER NOT NULL,
    PRIMARY KEY (day, category, project)
) STRICT, WITHOUT ROWID;

INSERT INTO day_category SELECT day, 0, 0, sum(length_ms) FROM day_app GROUP BY day;
