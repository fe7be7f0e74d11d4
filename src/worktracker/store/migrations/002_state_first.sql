-- Reports by app or site ask for the private time of a range of days, and for no other state's:
-- with the state first in the key they read its rows alone.

CREATE TABLE day_state_next (
    day       INTEGER NOT NULL,
    hour      INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    length_ms INTEGER NOT NULL,
    PRIMARY KEY (state, day, hour)
) STRICT, WITHOUT ROWID;

INSERT INTO day_state_next SELECT day, hour, state, length_ms FROM day_state ORDER BY state, day, hour;

DROP TABLE day_state;

ALTER TABLE day_state_next RENAME TO day_state;
