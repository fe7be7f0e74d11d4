"""A day as the page shows it, read and prepared beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from worktracker.desktop.day.lanes import Lane, LaneKind, lane_of
from worktracker.desktop.day.pieces import Piece, pieces_of
from worktracker.desktop.day.selecting import edges_of
from worktracker.desktop.day.sums import Counted, count
from worktracker.desktop.day.view import Offsets
from worktracker.model.days import DAY_MS, day_number, next_cut
from worktracker.model.goals import goal_of, parse_goals
from worktracker.model.labels import Category, Project, paths
from worktracker.model.period import Period
from worktracker.model.span import Zone
from worktracker.store.store import Store


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the record. Times are milliseconds UTC.

    Attributes:
        number: of the day.
        begin_ms, end_ms: where it begins and ends here.
        offsets: from when how many seconds east of UTC hold.
        pieces: in order of time.
        rows: pieces joined where a list would say the same of both.
        edges: where pieces begin and end.
        lanes: of the timeline.
        counted: its numbers.
        categories, projects: all there are, by their number; ``paths`` those of the categories.
        first_day: the number of the day with which the record begins; None before there is one.
        goal_ms: what was meant for the day; 0: nothing.
    """

    number: int
    begin_ms: int
    end_ms: int
    offsets: Offsets
    pieces: tuple[Piece, ...]
    rows: tuple[Piece, ...]
    edges: list[int]
    lanes: tuple[Lane, ...]
    counted: Counted
    categories: dict[int, Category]
    paths: dict[int, str]
    projects: dict[int, Project]
    first_day: int | None
    goal_ms: int


def read_day(store: Store, number: int, begin: int, end: int, offsets: Offsets) -> Day:
    """Read a day with all that the page shows of it.

    Args:
        store: the record.
        number: the day's.
        begin, end, offsets: as :func:`bounds` tells them.
    """
    reader, settings = store.reader, store.settings
    categories, projects = reader.categories(), reader.projects()
    pieces = tuple(pieces_of(reader, Period(first_day=number, last_day=number), categories, projects))
    if pieces:  # recorded under another zone, perhaps
        begin, end = min(begin, pieces[0].start_ms), max(end, *(piece.end_ms for piece in pieces[-2:]))
    first_day = reader.first_day()
    if pieces and (first_day is None or number < first_day):
        first_day = number

    def entry_name(piece: Piece) -> str:
        project = projects.get(piece.project)
        return project.name if project is not None else ""

    lanes = tuple(lane_of(pieces, kind, entry_name) for kind in LaneKind)
    for lane in lanes:
        lane.prepare()
    goal_ms = goal_of(parse_goals(settings.get("daily-goal")), number)
    return Day(
        number,
        begin,
        end,
        offsets,
        pieces,
        tuple(_rows(pieces)),
        edges_of(pieces),
        lanes,
        count(pieces),
        categories,
        paths(categories),
        projects,
        first_day,
        goal_ms,
    )


def bounds(number: int, zone_at: Callable[[int], Zone], day_start_ms: int) -> tuple[int, int, Offsets]:
    """Where a local day begins and ends, and the offsets that hold in it."""
    begin = _begin(number, zone_at, day_start_ms)
    end = _begin(number + 1, zone_at, day_start_ms)
    offsets = [(begin, zone_at(begin).offset_s)]
    at = next_cut(begin, zone_at, day_start_ms)
    if begin < at < end:
        offsets.append((at, zone_at(at).offset_s))
    return begin, end, offsets


def day_at(wall_ms: int, zone_at: Callable[[int], Zone], day_start_ms: int) -> int:
    """The number of the local day at an instant."""
    return day_number(wall_ms, zone_at(wall_ms).offset_s, day_start_ms)


def _begin(number: int, zone_at: Callable[[int], Zone], day_start_ms: int) -> int:
    at = number * DAY_MS + day_start_ms
    for _ in range(2):  # the offset that holds there decides where a day begins
        at = number * DAY_MS + day_start_ms - zone_at(at).offset_s * 1000
    return at


def _rows(pieces: Iterable[Piece]) -> Iterator[Piece]:
    def said(piece: Piece) -> object:
        return (piece.kind, piece.app, piece.subject, piece.category, piece.project, piece[10:])

    found: Piece | None = None
    for piece in pieces:
        if found is not None and said(found) == said(piece) and piece.start_ms <= found.end_ms:
            found = found._replace(end_ms=piece.end_ms)
            continue
        if found is not None:
            yield found
        found = piece
    if found is not None:
        yield found
