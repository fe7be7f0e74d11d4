-- What is said of recorded time and the entries are two layers: each is looked through by itself.
DROP INDEX assignment_start;

CREATE INDEX assignment_said ON assignment (start_ms) WHERE gone IS NULL AND entry IS NULL;

CREATE INDEX assignment_entry ON assignment (start_ms) WHERE gone IS NULL AND entry NOT NULL;
