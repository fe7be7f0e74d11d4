"""Timesheets: billed time by day and project.

What was recorded comes in many short spans. An *entry* is a project's time on one day from its
first span to its last, as long as nothing else came in between for longer than a given gap; only
the project's own time counts, never the gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from worktracker.model.days import cells, day_date
from worktracker.model.labels import Project
from worktracker.model.period import Period
from worktracker.model.rounding import Direction, Per, Rounding, price
from worktracker.model.span import State
from worktracker.reports.words import counted
from worktracker.store.reader import Reader, Row

GAP_MS = 300_000
"""How long something else may come in between before another entry begins, unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Line:
    """One project on one day.

    Attributes:
        day: the local day.
        project: what was worked on, with the rate that held on the day; None for time on no project.
        entries: how many entries it was.
        worked_ms: time as it was recorded or written by hand, in milliseconds.
        billed_ms: the same, rounded.
        amount: its price in the project's currency; None where the project has no rate.
    """

    day: date
    project: Project | None
    entries: int
    worked_ms: int
    billed_ms: int
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Timesheet:
    """Lines by day, then by project's name, and how they were rounded."""

    period: Period
    rounding: Rounding
    lines: tuple[Line, ...]

    @property
    def worked_ms(self) -> int:
        """Milliseconds of all lines before rounding."""
        return sum(line.worked_ms for line in self.lines)

    @property
    def billed_ms(self) -> int:
        """Milliseconds of all lines as rounded."""
        return sum(line.billed_ms for line in self.lines)

    @property
    def amounts(self) -> dict[str, Decimal]:
        """The sum of the lines' amounts by currency ("" where a rate has none): what is paid is what stands
        in the lines."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for line in self.lines:
            if line.project is not None and line.amount is not None:
                sums[line.project.currency or ""] += line.amount
        return dict(sorted(sums.items()))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which time a timesheet has: of one project, of one client, or also time on no project."""

    project: str | None = None
    client: str | None = None
    unassigned: bool = False

    def __call__(self, project: Project | None) -> bool:
        """Whether a project's time belongs to it; names whatever their capitals."""
        if project is None:
            return self.unassigned
        return _same(self.project, project.name) and _same(self.client, project.client)


def rounding_words(rounding: Rounding) -> str:
    """``each entry rounded up to 15 minutes``; nothing where time is not rounded."""
    if not rounding.step_min:
        return ""
    way = "to the nearest" if rounding.direction is Direction.NEAREST else f"{rounding.direction} to"
    minutes = counted(rounding.step_min, "minute")
    return f"each {rounding.per} rounded {way} {minutes}"


def make_timesheet(
    reader: Reader, period: Period, rounding: Rounding, wanted: Wanted, *, day_start_ms: int, gap_ms: int
) -> Timesheet:
    """Read a timesheet from the store.

    Args:
        reader: of the store.
        period: of this time.
        rounding: of each entry or each line.
        wanted: which projects.
        day_start_ms: local time of day at which days begin, in milliseconds.
        gap_ms: how long something else may come in between before another entry begins.
    """
    projects = {project.name: project for project in reader.projects().values()}
    entries = _entries(_pieces(reader, period, day_start_ms), gap_ms)
    lines = [
        _line(day, project and project.on(day), lengths, rounding)
        for (day, name), lengths in entries.items()
        if wanted(project := projects.get(name or ""))
    ]
    lines.sort(key=lambda line: (line.day, line.project is None, line.project.name if line.project else ""))
    return Timesheet(period, rounding, tuple(lines))


_Piece = tuple[int, str | None, int, int]
"""A day's number, a project's name, and the beginning and end of some of its time."""


def _pieces(reader: Reader, period: Period, day_start_ms: int) -> Iterator[_Piece]:
    zones = reader.zones()
    known: dict[tuple[int | None, int | None], str | None] = {}
    for row in reader.rows(period):
        if row.state != State.ACTIVE:
            continue
        key = (row.activity, row.assignment.id if row.assignment else None)
        if key not in known:
            known[key] = reader.labels(row).project
        yield from _days(row, known[key], zones[row.zone].offset_s, day_start_ms)


def _days(row: Row, project: str | None, offset_s: int, day_start_ms: int) -> Iterator[_Piece]:
    """A row by its days; it goes on from one hour to the next."""
    at = row.start_ms
    for cell in cells(row.start_ms, row.end_ms, offset_s, day_start_ms):
        yield cell.day, project, at, at + cell.duration_ms
        at += cell.duration_ms


def _entries(pieces: Iterable[_Piece], gap_ms: int) -> dict[tuple[int, str | None], list[int]]:
    """The lengths of the entries by day and project."""
    found: dict[tuple[int, str | None], list[int]] = defaultdict(list)
    ended: dict[tuple[int, str | None], int] = {}
    for day, project, start, end in pieces:
        key = (day, project)
        if key in ended and start - ended[key] <= gap_ms:
            found[key][-1] += end - start
        else:
            found[key].append(end - start)
        ended[key] = end
    return found


def _line(day: int, project: Project | None, lengths: list[int], rounding: Rounding) -> Line:
    worked = sum(lengths)
    billed = sum(map(rounding, lengths)) if rounding.per is Per.ENTRY else rounding(worked)
    amount = None
    if project is not None and project.rate is not None:
        amount = price(billed, Decimal(project.rate), project.currency)
    return Line(day_date(day), project, len(lengths), worked, billed, amount)


def _same(wanted: str | None, name: str | None) -> bool:
    return wanted is None or (name is not None and wanted.casefold() == name.casefold())
