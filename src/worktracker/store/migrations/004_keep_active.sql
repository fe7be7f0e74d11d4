-- Programs that count as active without input while they are in front: patterns of their names.
CREATE TABLE keep_active (
    id         INTEGER PRIMARY KEY,
    app        TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;
