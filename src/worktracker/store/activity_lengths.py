"""How long each activity lasted, and each title, address or document, in a few bytes of memory each.

Ten years have some 800,000 activities, most with a title of its own. So they are added up in one flat array
by their number, and texts are told apart by 64 bits of each: only those that are asked for are read.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from worktracker.model.days import DAY_MS
from worktracker.model.period import Period
from worktracker.store import assignments, span_labels
from worktracker.store.connection import Connection
from worktracker.store.span_id import RECORDED, id_range, span_id

Lengths: TypeAlias = "array[int]"
"""Milliseconds by the number of an activity; 0: of none."""

Text = Literal["title", "url", "document"]
"""The columns of an activity that hold text of its own."""

_LONG_MS = 30 * DAY_MS
_TOLD_EVERY = 50_000


class TextTimes(NamedTuple):
    """Milliseconds by text, None: without one; and how many more texts there are with their time."""

    found: list[tuple[str | None, int]]
    others: int
    others_ms: int


def no_lengths(connection: Connection) -> Lengths:
    """Nothing yet, for every activity that there is."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM activity").fetchone()
    return array("q", bytes(8 * (last + 1)))


def activity_lengths(
    connection: Connection,
    period: Period,
    windows: Mapping[int, tuple[int, int]],
    told: Callable[[float], None] | None,
) -> Lengths | None:
    """Milliseconds of recorded active time by activity; None where that is not all there is to it.

    That is where other sources have spans, where something is said of the time, and where it is too short
    to be worth it.

    Args:
        connection: to the store.
        period: of whole days.
        windows: its first instant and end for the spans of each zone.
        told: hears which part is read, from 0 to 1.
    """
    low, high = period.reach()
    (others,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM span WHERE id >= ?)", (span_id(RECORDED + 1, 0),)
    ).fetchone()
    if others or not period.whole_days or assignments.any_between(connection, low, high):
        return None
    if span_labels.any_of(connection, RECORDED, low, high):
        return None
    # Between these instants all spans belong to it, whatever their offset; around them each is looked at.
    first = max((window[0] for window in windows.values()), default=0)
    last = min((window[1] for window in windows.values()), default=0)
    if last - first < _LONG_MS:
        return None
    # What goes on at their end is looked at too: it was cut where days began when it was recorded.
    row = connection.execute(
        "SELECT start_ms FROM span WHERE id >= ?1 AND id < ?2 AND start_ms + length_ms > ?3"
        " ORDER BY id DESC LIMIT 1",
        (*id_range(RECORDED, max(first, last - 2 * DAY_MS), last), last),
    ).fetchone()
    last = row[0] if row else last
    found = no_lengths(connection)
    inside = id_range(RECORDED, first, last)
    (count,) = connection.execute(
        "SELECT count(*) FROM span WHERE id >= ? AND id < ?", inside if told else (0, 0)
    ).fetchone()
    spans = connection.execute(
        "SELECT coalesce(activity, 0), length_ms FROM span WHERE id >= ? AND id < ? AND state = 0", inside
    )
    for number, (activity, length) in enumerate(spans):
        found[activity] += length
        if told is not None and not number % _TOLD_EVERY:
            told(min(1.0, number / max(1, count)))
    for bounds in ((low - DAY_MS, first), (last, high)):
        for start, length, zone, activity in connection.execute(
            "SELECT start_ms, length_ms, zone, coalesce(activity, 0) FROM span"
            " WHERE id >= ? AND id < ? AND state = 0",
            id_range(RECORDED, *bounds),
        ):
            begin, end = windows[zone]
            found[activity] += max(0, min(start + length, end) - max(start, begin))
    return found


def by_text(connection: Connection, lengths: Lengths, text: Text, most: int | None) -> TextTimes:
    """The time of each title, address or document.

    Args:
        connection: to the store.
        lengths: the time of each activity.
        text: which of them.
        most: so many with the most time, in that order; None: all, in no order.
    """
    execute = connection.execute
    connection.create_function("length_of", 1, lengths.__getitem__)
    connection.create_function("mark_of", 1, _mark, deterministic=True)
    execute("CREATE TEMP TABLE IF NOT EXISTS texts (mark INTEGER PRIMARY KEY, ms INTEGER, activity INTEGER)")
    execute("DELETE FROM temp.texts")
    execute(
        f"INSERT INTO temp.texts SELECT mark_of({text}), length_of(id), id FROM activity"
        " WHERE length_of(id) > 0 ON CONFLICT DO UPDATE SET ms = ms + excluded.ms"
    )
    execute(
        "INSERT INTO temp.texts SELECT 0, ?1, NULL WHERE ?1 > 0"
        " ON CONFLICT DO UPDATE SET ms = ms + excluded.ms",
        (lengths[0],),
    )
    count, total = execute("SELECT count(*), coalesce(sum(ms), 0) FROM temp.texts").fetchone()
    if most is None:
        rows: Iterable[tuple[str | None, int]] = execute(
            f"SELECT a.{text}, t.ms FROM activity a CROSS JOIN temp.texts t"
            f" ON t.mark = mark_of(a.{text}) AND t.activity = a.id"
            " UNION ALL SELECT NULL, ms FROM temp.texts WHERE activity IS NULL"
        )
    else:
        rows = execute(
            f"SELECT a.{text}, t.ms FROM (SELECT ms, activity FROM temp.texts ORDER BY ms DESC LIMIT ?) t"
            " LEFT JOIN activity a ON a.id = t.activity",
            (most,),
        )
    found = list(rows)
    execute("DELETE FROM temp.texts")
    return TextTimes(found, count - len(found), total - sum(length for _, length in found))


def _mark(text: str | None) -> int:
    return 0 if text is None else hash(text) or 1
