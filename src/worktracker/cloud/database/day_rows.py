"""The rows of a delivery, written in as few statements as each database can.

PostgreSQL takes them as arrays (one statement whatever their number), SQLite one after another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, delete, exists, not_, text

from worktracker.cloud.database.engine import is_sqlite
from worktracker.cloud.database.tables import Correction, Day, Total
from worktracker.cloud.database.upserts import insert
from worktracker.sync.summary import Summary

_CLAIM = text(
    "INSERT INTO days (account, day, grant_id, sequence)"
    " SELECT CAST(:account AS uuid), day, CAST(:grant AS uuid), :sequence"
    " FROM unnest(CAST(:days AS date[])) AS day"
    " ORDER BY day ON CONFLICT (account, day, grant_id) DO UPDATE SET sequence = excluded.sequence"
    " WHERE days.sequence <= excluded.sequence RETURNING day"
)
_FILL = text(
    "INSERT INTO totals (account, day, grant_id, name, seconds)"
    " SELECT CAST(:account AS uuid), day, CAST(:grant AS uuid), name, seconds"
    " FROM unnest(CAST(:days AS date[]), CAST(:names AS text[]), CAST(:seconds AS integer[]))"
    " AS t (day, name, seconds)"
)


def claim(
    connection: Connection, account: UUID, grant: UUID, days: Sequence[date], sequence: int
) -> frozenset[date]:
    """The days that a delivery may write, and that are its own from now on: no later one has written them."""
    if not is_sqlite(connection):
        bound = {"account": account, "grant": grant, "sequence": sequence, "days": list(days)}
        return frozenset(connection.execute(_CLAIM, bound).scalars())
    statement = insert(connection, Day)
    statement = statement.on_conflict_do_update(
        index_elements=["account", "day", "grant_id"],
        set_={"sequence": statement.excluded.sequence},
        where=Day.sequence <= statement.excluded.sequence,
    ).returning(Day.day)
    rows = [{"account": account, "day": day, "grant_id": grant, "sequence": sequence} for day in days]
    return frozenset(connection.execute(statement, rows).scalars())


def replace(
    connection: Connection, account: UUID, grant: UUID, summary: Summary, stored: frozenset[date]
) -> frozenset[date]:
    """Write the totals of the days in ``stored`` in place of what is there; the days that held something."""
    if not stored:
        return frozenset()
    gone = delete(Total).where(
        Total.account == account, Total.day.in_(sorted(stored)), Total.grant_id == grant
    )
    replaced = frozenset(connection.execute(gone.returning(Total.day)).scalars())
    rows = [
        (day.date, total.name, total.seconds)
        for day in summary.days
        if day.date in stored
        for total in day.totals
    ]
    if rows and is_sqlite(connection):
        connection.execute(
            insert(connection, Total),
            [
                {"account": account, "day": day, "grant_id": grant, "name": name, "seconds": seconds}
                for day, name, seconds in rows
            ],
        )
    elif rows:
        days, names, seconds = zip(*rows, strict=True)
        bound = {
            "account": account,
            "grant": grant,
            "days": [*days],
            "names": [*names],
            "seconds": [*seconds],
        }
        connection.execute(_FILL, bound)
    if replaced:
        _drop_corrections(connection, account, grant, replaced)
    return replaced


def _drop_corrections(connection: Connection, account: UUID, grant: UUID, days: frozenset[date]) -> None:
    """A name that is gone from a day (forgotten, perhaps) must not stay as its correction."""
    still = exists().where(
        Total.account == Correction.account,
        Total.day == Correction.day,
        Total.grant_id == Correction.grant_id,
        Total.name == Correction.name,
    )
    connection.execute(
        delete(Correction).where(
            Correction.account == account,
            Correction.day.in_(sorted(days)),
            Correction.grant_id == grant,
            Correction.instead_of > 0,
            not_(still),
        )
    )
