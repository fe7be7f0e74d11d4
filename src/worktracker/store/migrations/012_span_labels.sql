-- Tags and notes that came along with spans from elsewhere: they are their span's alone, and go with it. What the
-- user says of the time (assignment) goes before them. They stood among that, as of change 0; where the user had said
-- something of the same time, the two were joined, and stay so.
CREATE TABLE span_label (
    span INTEGER PRIMARY KEY,
    tags TEXT,
    note TEXT
) STRICT;

INSERT OR IGNORE INTO span_label
    SELECT s.id, a.tags, a.note
    FROM assignment a CROSS JOIN source o CROSS JOIN span s ON s.id = (o.id << 44) + a.start_ms
    WHERE a.since = 0 AND a.entry IS NULL AND coalesce(a.tags, a.note) IS NOT NULL AND s.state = 0
        AND (o.kind = 'imported' OR o.id = 0 AND NOT EXISTS (
            SELECT 1 FROM source i CROSS JOIN span x ON x.id = (i.id << 44) + a.start_ms WHERE i.kind = 'imported'))
    ORDER BY a.gone IS NOT NULL;

DELETE FROM assignment
WHERE since = 0 AND entry IS NULL AND category IS NULL AND project IS NULL AND timer = 0;
