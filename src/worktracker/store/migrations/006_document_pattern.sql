-- The user's own patterns for the document that a title names: a pattern of applications' names, and
-- an RE2 expression with a group `document`. The oldest that is found in a title decides.
CREATE TABLE document_pattern (
    id         INTEGER PRIMARY KEY,
    app        TEXT NOT NULL,
    pattern    TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;
