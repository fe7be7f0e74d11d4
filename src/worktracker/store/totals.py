"""The small totals that reports are made of, kept beside the spans.

Invariant: the four ``day_…`` tables hold exactly the cells of every span of other sources
and of every recorded span that begins before ``summed_until``, overlaps between sources
resolved. The few recorded spans after it are added by whoever reads (:func:`tail`), so that
the span that was just closed costs one page and not five.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from worktracker.model.days import DAY_MS, HOUR_MS, cells
from worktracker.model.overlay import Piece, overlay, split
from worktracker.model.span import State
from worktracker.store import assignments
from worktracker.store.connection import Connection
from worktracker.store.span_id import LAST_MS, MANUAL, RECORDED, id_range

_Key = TypeVar("_Key", tuple[int, int, int], tuple[int, int])

TABLES = ("day_state", "day_app", "day_domain", "day_category")
"""The tables of totals."""

FOLD_AFTER_MS = 600_000
"""Recorded spans are added to the totals when they span this much time, in milliseconds."""

_COLUMNS = "s.start_ms, s.start_ms + s.length_ms, s.state, z.offset_s, a.app, a.domain, a.category, a.project"
_JOINS = "span s JOIN zone z ON z.id = s.zone LEFT JOIN activity a ON a.id = s.activity"
_FIRST = "SELECT start_ms FROM span WHERE id >= ? AND id < ? ORDER BY id LIMIT 1"
_WIDEST_MS = 3 * DAY_MS
_PAST = -(1 << 62)
_ACTIVE = int(State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Share:
    """What of a span counts in totals."""

    state: int
    offset_s: int
    app: int | None = None
    domain: int | None = None
    category: int | None = None
    project: int | None = None


@dataclass(slots=True)
class Sums:
    """Milliseconds by (day, hour, state), (day, app), (day, domain) and (day, category, project)."""

    states: dict[tuple[int, int, int], int] = field(default_factory=lambda: defaultdict(int))
    apps: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    domains: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    labels: dict[tuple[int, int, int], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, piece: Piece[Share], day_start_ms: int, sign: int = 1) -> None:
        """Add the piece's cells, or take them away with ``sign`` -1."""
        self.add_all((piece,), day_start_ms, sign)

    def add_all(self, line: Iterable[Piece[Share]], day_start_ms: int, sign: int = 1) -> None:
        """As :meth:`add`, of many pieces."""
        by_hours = not day_start_ms % HOUR_MS
        for start_ms, end_ms, share in line:
            shift = share.offset_s * 1000
            at, end = start_ms + shift, end_ms + shift
            hour = at // HOUR_MS
            if by_hours and at < end <= (hour + 1) * HOUR_MS:
                # Most pieces lie within an hour: no more is asked of millions of them.
                self._add((at - day_start_ms) // DAY_MS, hour % 24, share, sign * (end - at))
                continue
            for cell in cells(start_ms, end_ms, share.offset_s, day_start_ms):
                self._add(cell.day, cell.hour, share, sign * cell.duration_ms)

    def _add(self, day: int, hour: int, share: Share, length: int) -> None:
        self.states[day, hour, share.state] += length
        if share.state == _ACTIVE:
            # 0 stands for "no app", "no site": SQLite numbers rows from 1.
            self.apps[day, share.app or 0] += length
            self.domains[day, share.domain or 0] += length
            self.labels[day, share.category or 0, share.project or 0] += length

    def keep_days(self, first: int, last: int) -> None:
        """Leave out what lies outside the days ``first`` to ``last``."""
        self.states = _within(self.states, first, last)
        self.apps = _within(self.apps, first, last)
        self.domains = _within(self.domains, first, last)
        self.labels = _within(self.labels, first, last)


def _within(sums: dict[_Key, int], first: int, last: int) -> dict[_Key, int]:
    return defaultdict(int, {key: length for key, length in sums.items() if first <= key[0] <= last})


def write(connection: Connection, sums: Sums) -> None:
    """Add ``sums`` to the totals; a total that comes to nothing goes."""
    for table, columns, found in (
        ("day_state", 3, sums.states),
        ("day_app", 2, sums.apps),
        ("day_domain", 2, sums.domains),
        ("day_category", 3, sums.labels),
    ):
        marks = ", ".join("?" * (columns + 1))
        connection.executemany(
            f"INSERT INTO {table} VALUES ({marks}) ON CONFLICT DO UPDATE"
            " SET length_ms = length_ms + excluded.length_ms",
            [(*key, length) for key, length in found.items() if length],
        )
        if any(length < 0 for length in found.values()):
            days = [key[0] for key in found]
            connection.execute(
                f"DELETE FROM {table} WHERE length_ms = 0 AND {within_days(table)}",
                (min(days), max(days)),
            )


def within_days(table: str) -> str:
    """The condition for a range of days, in the order of the table's key."""
    days = "day BETWEEN ? AND ?"
    states = ", ".join(str(int(state)) for state in State)
    return f"state IN ({states}) AND {days}" if table == "day_state" else days


def summed_until(connection: Connection) -> int:
    """Recorded spans that begin before this instant are in the totals."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'summed_until'").fetchone()
    return int(row[0]) if row else _PAST


def count(
    connection: Connection, sums: Sums, from_ms: int, to_ms: int, day_start_ms: int, sign: int = 1
) -> None:
    """Add to ``sums`` what the totals hold of [from_ms, to_ms), which is what the spans say."""
    before = summed_until(connection)
    sums.add_all(_within_time(connection, from_ms, to_ms, before), day_start_ms, sign)


def _within_time(
    connection: Connection, from_ms: int, to_ms: int, recorded_before: int
) -> Iterator[Piece[Share]]:
    """What the spans of all sources say of [from_ms, to_ms)."""
    begin = reaching_back(connection, from_ms)
    for start, end, share in resolved(connection, begin, to_ms, recorded_before=recorded_before):
        if max(start, from_ms) < min(end, to_ms):
            yield max(start, from_ms), min(end, to_ms), share


@contextmanager
def following(
    connection: Connection, stretches: Iterable[tuple[int, int]], day_start_ms: int
) -> Generator[None]:
    """Let the totals follow what is done meanwhile to some stretches, in the caller's transaction.

    The stretches may be in any order, and may overlap: each moment is counted once.
    """
    sums = Sums()
    apart = list(joined(sorted(stretches)))
    for start, end in apart:
        count(connection, sums, start, end, day_start_ms, -1)
    yield
    for start, end in apart:
        count(connection, sums, start, end, day_start_ms)
    write(connection, sums)


def joined(stretches: Iterable[tuple[int, int]], gap_ms: int = 0) -> Iterator[tuple[int, int]]:
    """Stretches that overlap or touch as one, also over a gap of ``gap_ms``; by their beginning."""
    line = iter(stretches)
    first, last = next(line, (0, 0))
    for start, end in line:
        if start - last > gap_ms:
            yield first, last
            first = start
        last = max(last, end)
    if first < last:
        yield first, last


def set_summed_until(connection: Connection, at_ms: int) -> None:
    """Say that recorded spans that begin before ``at_ms`` are in the totals."""
    connection.execute(
        "INSERT INTO meta VALUES ('summed_until', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (str(at_ms),),
    )


def pieces(connection: Connection, source: int, from_ms: int, to_ms: int) -> Iterator[Piece[Share]]:
    """The source's spans that begin in [from_ms, to_ms), in order, cut where their labels change."""
    return labelled(connection, source, _bare_pieces(connection, source, from_ms, to_ms), from_ms)


def labelled(
    connection: Connection, source: int, line: Iterable[Piece[Share]], from_ms: int
) -> Iterator[Piece[Share]]:
    """A source's pieces in order, none before ``from_ms``, with what the user gave to their time."""
    found = assignments.labelling(connection, source, from_ms)
    if not found:
        yield from line
        return
    for start, end, share, given in split(line, found, lambda share: share.state == State.ACTIVE):
        if given is not None:
            category = share.category if given.category is None else given.category
            project = share.project if given.project is None else given.project
            yield start, end, replace(share, category=category, project=project)
        else:
            yield start, end, share


def _bare_pieces(connection: Connection, source: int, from_ms: int, to_ms: int) -> Iterator[Piece[Share]]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {_JOINS} WHERE s.id >= ? AND s.id < ? ORDER BY s.id",
        id_range(source, from_ms, to_ms),
    )
    shares: dict[tuple[int, ...], Share] = {}  # to make one takes as long as all else about a span
    for row in rows:
        said = row[2:]
        share = shares.get(said)
        if share is None:
            share = shares[said] = Share(*said)
        yield row[0], row[1], share


def tail(connection: Connection, day_start_ms: int) -> Sums:
    """What the tables don't hold yet: the newest recorded spans, less what these cover of other sources."""
    sums = Sums()
    begin = summed_until(connection)
    first = connection.execute(_FIRST, id_range(RECORDED, begin, LAST_MS)).fetchone()
    if first is None:
        return sums
    start, end = first[0], _end_before(connection, RECORDED, LAST_MS)
    if not others_within(connection, RECORDED, start, end):
        sums.add_all(pieces(connection, RECORDED, begin, 1 << 62), day_start_ms)
        return sums
    count(connection, sums, start, end, day_start_ms, -1)
    sums.add_all(_within_time(connection, start, end, 1 << 62), day_start_ms)
    return sums


def fold(connection: Connection, day_start_ms: int) -> None:
    """Add all recorded spans but the newest, which may still grow, to the totals."""
    begin = summed_until(connection)
    newest = newest_start(connection)
    if newest is None or newest <= begin:
        return
    found = list(pieces(connection, RECORDED, begin, newest))
    set_summed_until(connection, newest)
    if not found:
        return
    if others_within(connection, RECORDED, found[0][0], found[-1][1]):
        recount_between(connection, found[0][0], found[-1][1], day_start_ms)
        return
    sums = Sums()
    sums.add_all(found, day_start_ms)
    write(connection, sums)


def others_end(connection: Connection, source: int) -> int:
    """Where the last span of any other source ends, in milliseconds; far in the past if there is none."""
    return max(
        (_end_before(connection, other, LAST_MS) for other in _others(connection, source)), default=_PAST
    )


def others_within(connection: Connection, source: int, from_ms: int, to_ms: int) -> bool:
    """Whether another source has a span in [from_ms, to_ms)."""
    return any(_end_before(connection, other, to_ms) > from_ms for other in _others(connection, source))


def newest_start(connection: Connection) -> int | None:
    """Where the newest recorded span begins; None if there is none."""
    row = connection.execute(
        "SELECT start_ms FROM span WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1",
        id_range(RECORDED, 0, LAST_MS),
    ).fetchone()
    return row[0] if row else None


def _others(connection: Connection, source: int) -> list[int]:
    return [row[0] for row in connection.execute("SELECT id FROM source WHERE id <> ?", (source,)).fetchall()]


def _end_before(connection: Connection, source: int, to_ms: int) -> int:
    """Where the source's last span ends that begins before ``to_ms``; far in the past if none does."""
    row = connection.execute(
        "SELECT start_ms + length_ms FROM span WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1",
        id_range(source, 0, to_ms),
    ).fetchone()
    return row[0] if row else _PAST


def counted(connection: Connection, first_day: int, last_day: int, day_start_ms: int) -> Sums:
    """What the totals of some days have to be, from the spans themselves."""
    sums = Sums()
    from_ms, to_ms = first_day * DAY_MS - _WIDEST_MS, (last_day + 1) * DAY_MS + _WIDEST_MS
    from_ms = reaching_back(connection, from_ms)
    found = resolved(connection, from_ms, to_ms, recorded_before=summed_until(connection))
    sums.add_all(found, day_start_ms)
    sums.keep_days(first_day, last_day)
    return sums


def recount(connection: Connection, first_day: int, last_day: int, day_start_ms: int) -> None:
    """Make the totals of some days anew from the spans themselves."""
    sums = counted(connection, first_day, last_day, day_start_ms)
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE {within_days(table)}", (first_day, last_day))
    write(connection, sums)


def recount_all(connection: Connection, day_start_ms: int) -> None:
    """Make all totals anew, as when days begin at another time of day."""
    found = [
        (connection.execute(_FIRST, id_range(source, 0, LAST_MS)).fetchone(), source)
        for source in (RECORDED, *_others(connection, RECORDED))
    ]
    spans = [(row[0], _end_before(connection, source, LAST_MS)) for row, source in found if row]
    if spans:
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        recount_between(connection, first, last, day_start_ms)


def recount_between(connection: Connection, from_ms: int, to_ms: int, day_start_ms: int) -> None:
    """Make anew the totals of every day that [from_ms, to_ms) may touch, in whatever zone.

    Sources that have the same time may have it in different zones, and so on different days.
    """
    recount(connection, from_ms // DAY_MS - 2, to_ms // DAY_MS + 2, day_start_ms)


def reaching_back(connection: Connection, at_ms: int) -> int:
    """The earliest start of a span of any source that goes on at ``at_ms``; ``at_ms`` if there is none."""
    starts = [at_ms]
    for source in (RECORDED, *_others(connection, RECORDED)):
        row = connection.execute(
            "SELECT start_ms, start_ms + length_ms FROM span WHERE id BETWEEN ? AND ?"
            " ORDER BY id DESC LIMIT 1",
            id_range(source, 0, at_ms),
        ).fetchone()
        if row is not None and row[1] > at_ms:
            starts.append(row[0])
    return min(starts)


def resolved(
    connection: Connection, from_ms: int, to_ms: int, *, recorded_before: int = 1 << 62
) -> Iterator[Piece[Share]]:
    """Spans of all sources that begin in [from_ms, to_ms): manual over recorded over imported."""
    line: Iterator[Piece[Share]] = pieces(connection, MANUAL, from_ms, to_ms)
    line = overlay(line, pieces(connection, RECORDED, from_ms, min(to_ms, recorded_before)))
    imported = "SELECT id FROM source WHERE kind = 'imported' ORDER BY id"
    for (source,) in connection.execute(imported).fetchall():
        line = overlay(line, pieces(connection, source, from_ms, to_ms))
    return line
