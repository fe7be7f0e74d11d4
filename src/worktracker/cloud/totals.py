"""A person's totals as their pages show them: what was delivered, with the person's corrections over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, func, select

from worktracker.cloud import grants
from worktracker.cloud.database.tables import Correction, Day, Grant, Total
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.refusals import not_found, wrong
from worktracker.cloud.server import Server
from worktracker.sync.summary import LONGEST_DAY_S, MOST_NAMES, Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One total of a day.

    Attributes:
        seconds: what counts: the correction, if there is one.
        delivered: what the device delivered; None: the person added it.
        corrected: whether the person has changed it.
    """

    name: str
    seconds: int
    delivered: int | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class DayTotals:
    """A day under one grant; ``entries`` in the order of their names, corrected away ones with 0 seconds."""

    day: date
    grant_id: UUID
    entries: tuple[Entry, ...]

    @property
    def seconds(self) -> int:
        """All of it."""
        return sum(entry.seconds for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when there is something."""

    first: date
    last: date


def week(server: Server, account: UUID, first: date) -> list[DayTotals]:
    """The seven days from ``first`` on that hold something, by day and grant."""
    return between(server, account, first, first + timedelta(days=6))


def between(server: Server, account: UUID, first: date, last: date) -> list[DayTotals]:
    """The days from ``first`` to ``last`` (included) that hold something, by day and grant."""
    with server.database.reading() as connection:
        return _between(connection, account, first, last)


def one_day(server: Server, account: UUID, day: date, grant_id: UUID) -> DayTotals:
    """A day under a grant, perhaps without entries.

    Raises:
        RefusedError: the person has no such grant, or the day was not delivered under it.
    """
    with server.database.reading() as connection:
        _check_day(connection, account, day, grant_id)
        found = _between(connection, account, day, day, grant_id)
    return found[0] if found else DayTotals(day, grant_id, ())


def span(server: Server, account: UUID) -> Span | None:
    """The first and the last day that was delivered; None: none was."""
    with server.database.reading() as connection:
        first, last = connection.execute(
            select(func.min(Day.day), func.max(Day.day)).where(Day.account == account)
        ).one()
    return Span(first, last) if first else None


def correct(server: Server, account: UUID, day: date, grant_id: UUID, seconds: Mapping[str, int]) -> None:
    """Say what a day's totals are. What was delivered stays beside it; names that are not in ``seconds``
    stay as they are.

    Args:
        seconds: by name; 0 takes a total away. A name that was not delivered must be one that the grant
            lists, or Other.

    Raises:
        RefusedError: the person has no such day, or a name or a time can't be.
    """
    if len(seconds) > MOST_NAMES or any(not 0 <= each <= LONGEST_DAY_S for each in seconds.values()):
        raise wrong("A total has 0 to 25 hours.")
    with server.database.writing() as connection:
        allowed = _check_day(connection, account, day, grant_id)
        which = (Total.account == account, Total.day == day, Total.grant_id == grant_id)
        delivered = {
            row.name: row.seconds
            for row in connection.execute(select(Total.name, Total.seconds).where(*which))
        }
        if not set(seconds) <= allowed | set(delivered):
            raise wrong("A name that the grant does not list.")
        key = {"account": account, "day": day, "grant_id": grant_id}
        for name, value in seconds.items():
            _uncorrect(connection, account, day, grant_id, name)
            if value != delivered.get(name, 0):
                connection.execute(
                    insert(connection, Correction).values(
                        **key,
                        name=name,
                        seconds=value,
                        instead_of=delivered.get(name, 0),
                        corrected_at=server.now_s,
                    )
                )


def uncorrect(server: Server, account: UUID, day: date, grant_id: UUID, name: str | None = None) -> None:
    """Take corrections of a day back: of one name, or all."""
    with server.database.writing() as connection:
        _uncorrect(connection, account, day, grant_id, name)


def _uncorrect(connection: Connection, account: UUID, day: date, grant_id: UUID, name: str | None) -> None:
    statement = delete(Correction).where(
        Correction.account == account, Correction.day == day, Correction.grant_id == grant_id
    )
    connection.execute(statement if name is None else statement.where(Correction.name == name))


def _between(
    connection: Connection, account: UUID, first: date, last: date, grant_id: UUID | None = None
) -> list[DayTotals]:
    found: dict[tuple[date, UUID], dict[str, Entry]] = {}
    delivered = select(Total.day, Total.grant_id, Total.name, Total.seconds).where(
        Total.account == account, Total.day.between(first, last)
    )
    corrected = select(Correction.day, Correction.grant_id, Correction.name, Correction.seconds).where(
        Correction.account == account, Correction.day.between(first, last)
    )
    if grant_id is not None:
        delivered = delivered.where(Total.grant_id == grant_id)
        corrected = corrected.where(Correction.grant_id == grant_id)
    for day, grant, name, seconds in connection.execute(delivered):
        found.setdefault((day, grant), {})[name] = Entry(name, seconds, seconds, False)
    for day, grant, name, seconds in connection.execute(corrected):
        entries = found.setdefault((day, grant), {})
        before = entries.get(name)
        entries[name] = Entry(name, seconds, None if before is None else before.delivered, True)
    return [
        DayTotals(day, grant, tuple(sorted(entries.values(), key=lambda entry: entry.name)))
        for (day, grant), entries in sorted(found.items(), key=lambda one: one[0])
    ]


def _check_day(connection: Connection, account: UUID, day: date, grant_id: UUID) -> set[str]:
    """The names that a grant lists.

    Raises:
        RefusedError: the person has no such day.
    """
    document = connection.scalar(
        select(Grant.receipt)
        .join(Day, (Day.account == Grant.account) & (Day.grant_id == Grant.grant_id))
        .where(Grant.account == account, Grant.grant_id == grant_id, Day.day == day)
    )
    if document is None:
        raise not_found(message="There is no such day under this grant.")
    return {*grants.parsed(document).terms.names, "Other"}


def kind_of(grant: grants.OwnGrant) -> Kind:
    """What a grant's names are names of."""
    return grant.grant.terms.of
