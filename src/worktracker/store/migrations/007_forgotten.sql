-- The times that the user had forgotten as times, so that an import of them can ask first: nothing but when.
-- What is forgotten by application, title or site leaves nothing: it would say what was forgotten.
CREATE TABLE forgotten (
    from_ms INTEGER PRIMARY KEY,
    to_ms   INTEGER NOT NULL
) STRICT;
