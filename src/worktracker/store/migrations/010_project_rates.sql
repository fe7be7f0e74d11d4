-- Rates that begin on a day (days since 1970), until the next one does; project.rate holds before the first.
-- rate NULL: none from then on.
CREATE TABLE project_rate (
    project  INTEGER NOT NULL,
    from_day INTEGER NOT NULL,
    rate     TEXT,
    currency TEXT,
    PRIMARY KEY (project, from_day)
) STRICT, WITHOUT ROWID;
