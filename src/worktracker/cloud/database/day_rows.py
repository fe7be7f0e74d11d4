"""The rows of a delivery, written in as few statements as each database can.

PostgreSQL takes days and totals as arrays, in one statement whatever their number; SQLite, which is in the
same process, takes them one after another.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, and_, delete, exists, not_, or_, select, text

from worktracker.cloud.database import delivery_rows
from worktracker.cloud.database.engine import is_sqlite
from worktracker.cloud.database.tables import Correction, Day, Total
from worktracker.cloud.database.upserts import insert
from worktracker.sync.summary import Summary

# A day's totals go in beside it; those that a day has no more, which was there before, are deleted after.
# `there` and `before` are as before this statement; nobody else writes the device's days while its row is
# held. The first and last day say no more than the days do, but the planner takes them for the index also
# where it thinks that an account has few rows (a table that was filled since it was looked at last); by the
# days alone it would then go through all of the account's.
_WRITE = text("""
    WITH given AS (
        SELECT day, name, seconds
        FROM unnest(CAST(:of_days AS date[]), CAST(:names AS text[]), CAST(:seconds AS integer[]))
            AS given (day, name, seconds)
    ), there AS (
        SELECT day FROM days
        WHERE account = :account AND grant_id = :grant AND day BETWEEN :first AND :last
          AND day = ANY(CAST(:days AS date[]))
    ), before AS MATERIALIZED (
        SELECT day, name, seconds FROM totals
        WHERE account = :account AND grant_id = :grant AND day BETWEEN :first AND :last
          AND day = ANY(CAST(:days AS date[]))
    ), shrunk AS (
        SELECT day FROM before LEFT JOIN given USING (day, name)
        WHERE given.seconds IS NULL OR given.seconds < before.seconds
    ), written AS (
        INSERT INTO days (account, day, grant_id, sequence)
        SELECT CAST(:account AS uuid), day, CAST(:grant AS uuid), :sequence
        FROM unnest(CAST(:days AS date[])) AS day ORDER BY day
        ON CONFLICT (account, day, grant_id) DO UPDATE SET sequence = excluded.sequence
        WHERE days.sequence <= excluded.sequence
        RETURNING day
    ), filled AS (
        INSERT INTO totals (account, day, grant_id, name, seconds)
        SELECT CAST(:account AS uuid), day, CAST(:grant AS uuid), name, seconds
        FROM given JOIN written USING (day)
        ON CONFLICT (account, day, grant_id, name) DO UPDATE SET seconds = excluded.seconds
    ), said AS (
        INSERT INTO deliveries (account, device, sequence, grant_id, body_hash, superseded, delivered_at)
        SELECT CAST(:account AS uuid), CAST(:device AS uuid), :sequence, CAST(:grant AS uuid), :hash,
            coalesce(json_agg(CAST(day AS text) ORDER BY day)
                FILTER (WHERE day NOT IN (SELECT day FROM written)), '[]'), :now
        FROM unnest(CAST(:days AS date[])) AS day
        ON CONFLICT (account, device, sequence) DO UPDATE SET
            grant_id = excluded.grant_id, body_hash = excluded.body_hash, superseded = excluded.superseded,
            delivered_at = excluded.delivered_at
    )
    SELECT day, day IN (SELECT day FROM there) AS was_there, day IN (SELECT day FROM shrunk) AS shrank
    FROM written
""")
_DROP = text("""
    DELETE FROM totals
    WHERE account = :account AND grant_id = :grant AND day BETWEEN :first AND :last
      AND day = ANY(CAST(:days AS date[]))
      AND NOT EXISTS (
        SELECT FROM unnest(CAST(:of_days AS date[]), CAST(:names AS text[])) AS given (day, name)
        WHERE given.day = totals.day AND given.name = totals.name
      )
""")


@dataclass(frozen=True, slots=True)
class Written:
    """The days that a delivery has written, for no later one had.

    Attributes:
        replaced: those that were there before.
        shrunk: those that had something then that is smaller now, or gone.
    """

    days: frozenset[date]
    replaced: frozenset[date]
    shrunk: frozenset[date]


@dataclass(frozen=True, slots=True)
class Came:
    """A delivery.

    Attributes:
        device: whose it is.
        grant: under which it comes.
        sequence: its number.
        body_hash: SHA-256 of its body.
        at: when it came, seconds since 1970.
    """

    account: UUID
    device: UUID
    grant: UUID
    sequence: int
    body_hash: bytes
    at: int


def write(connection: Connection, came: Came, summary: Summary) -> Written:
    """Write a summary's days in place of what is there of them, but where a later delivery has written.

    Also that the delivery came, and which of its days were superseded.
    """
    found = (_sqlite if is_sqlite(connection) else _postgresql)(connection, came, summary)
    if found.replaced:
        _drop_corrections(connection, came.account, came.grant, found.replaced)
    return found


def _postgresql(connection: Connection, came: Came, summary: Summary) -> Written:
    rows = [(day.date, total.name, total.seconds) for day in summary.days for total in day.totals]
    bound: dict[str, object] = {
        "account": came.account,
        "device": came.device,
        "grant": came.grant,
        "sequence": came.sequence,
        "hash": came.body_hash,
        "now": came.at,
        "days": (days := [day.date for day in summary.days]),
        "first": days[0],
        "last": days[-1],
        "of_days": [row[0] for row in rows],
        "names": [row[1] for row in rows],
        "seconds": [row[2] for row in rows],
    }
    answer = connection.execute(_WRITE, bound).all()
    replaced = frozenset(row.day for row in answer if row.was_there)
    if replaced:
        kept = ("account", "grant", "first", "last", "of_days", "names")
        connection.execute(_DROP, {name: bound[name] for name in kept} | {"days": sorted(replaced)})
    shrunk = frozenset(row.day for row in answer if row.shrank)
    return Written(frozenset(row.day for row in answer), replaced, shrunk)


def _sqlite(connection: Connection, came: Came, summary: Summary) -> Written:
    account, grant, sequence = came.account, came.grant, came.sequence
    mine = (Day.account == account, Day.grant_id == grant, Day.day.in_([day.date for day in summary.days]))
    rows = connection.execute(select(Day.day, Day.sequence).where(*mine))
    there = {row.day: row.sequence for row in rows}
    days = [day for day in summary.days if there.get(day.date, 0) <= sequence]
    replaced = frozenset(day.date for day in days if day.date in there)
    given = {(day.date, total.name): total.seconds for day in days for total in day.totals}
    before = connection.execute(
        select(Total.day, Total.name, Total.seconds).where(
            Total.account == account, Total.grant_id == grant, Total.day.in_(replaced)
        )
    )
    shrunk = frozenset(row.day for row in before if given.get((row.day, row.name), 0) < row.seconds)
    key = {"account": account, "grant_id": grant}
    for table in (Total, Day):
        connection.execute(
            delete(table).where(table.account == account, table.day.in_(replaced), table.grant_id == grant)
        )
    totals = [
        key | {"day": day.date, "name": total.name, "seconds": total.seconds}
        for day in days
        for total in day.totals
    ]
    written = [key | {"day": day.date, "sequence": sequence} for day in days]
    for table, made in ((Day, written), (Total, totals)):
        if made:
            connection.execute(insert(connection, table), made)
    late = sorted(day.date.isoformat() for day in summary.days if day not in days)
    said = (came.body_hash, json.dumps(late), came.at)
    delivery_rows.say(connection, account, came.device, grant, sequence, *said)
    return Written(frozenset(day.date for day in days), replaced, shrunk)


def _drop_corrections(connection: Connection, account: UUID, grant: UUID, days: frozenset[date]) -> None:
    """What is gone from a day (forgotten, perhaps) must not stay as its correction: neither that of a name
    whose total is smaller than the one that was corrected, or gone, nor anything of a day that came empty.
    """
    of_it = (
        Total.account == Correction.account,
        Total.day == Correction.day,
        Total.grant_id == Correction.grant_id,
    )
    still = exists().where(*of_it, Total.name == Correction.name, Total.seconds >= Correction.instead_of)
    has_any = exists().where(*of_it)
    connection.execute(
        delete(Correction).where(
            Correction.account == account,
            Correction.day.in_(sorted(days)),
            Correction.grant_id == grant,
            or_(not_(has_any), and_(Correction.instead_of > 0, not_(still))),
        )
    )
