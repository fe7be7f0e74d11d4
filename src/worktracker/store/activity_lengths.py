"""How long each activity lasted in a long time, where that is no more than adding up its spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from worktracker.model.days import DAY_MS
from worktracker.model.period import Period
from worktracker.store import assignments, span_labels
from worktracker.store.connection import Connection
from worktracker.store.span_id import RECORDED, id_range, span_id

_LONG_MS = 30 * DAY_MS
_TOLD_EVERY = 50_000


def activity_lengths(
    connection: Connection,
    period: Period,
    windows: Mapping[int, tuple[int, int]],
    told: Callable[[float], None] | None,
) -> dict[int | None, int] | None:
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
    found: dict[int | None, int] = defaultdict(int)
    inside = id_range(RECORDED, first, last)
    (count,) = connection.execute(
        "SELECT count(*) FROM span WHERE id >= ? AND id < ?", inside if told else (0, 0)
    ).fetchone()
    spans = connection.execute(
        "SELECT activity, length_ms FROM span WHERE id >= ? AND id < ? AND state = 0", inside
    )
    for number, (activity, length) in enumerate(spans):
        found[activity] += length
        if told is not None and not number % _TOLD_EVERY:
            told(min(1.0, number / max(1, count)))
    for bounds in ((low - DAY_MS, first), (last, high)):
        for start, length, zone, activity in connection.execute(
            "SELECT start_ms, length_ms, zone, activity FROM span WHERE id >= ? AND id < ? AND state = 0",
            id_range(RECORDED, *bounds),
        ):
            begin, end = windows[zone]
            found[activity] += max(0, min(start + length, end) - max(start, begin))
    return {activity: length for activity, length in found.items() if length}
