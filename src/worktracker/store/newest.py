"""What was recorded last."""

from __future__ import annotations

from worktracker.model.days import DAY_MS
from worktracker.model.span import State
from worktracker.store.connection import Connection, translated
from worktracker.store.span_id import span_id
from worktracker.store.totals import RECORDED


def newest_recorded(
    connection: Connection, since_ms: int, most: int
) -> list[tuple[State, str | None, str | None]]:
    """State, application and site of the newest recorded spans that end after an instant, newest first."""
    first = span_id(RECORDED, max(0, since_ms - 2 * DAY_MS))  # no span is longer than a day
    with translated():
        rows = connection.execute(
            "SELECT s.state, p.name, d.name FROM span s LEFT JOIN activity a ON a.id = s.activity"
            " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain"
            " WHERE s.id >= ? AND s.id < ? AND s.start_ms + s.length_ms > ? ORDER BY s.id DESC LIMIT ?",
            (first, span_id(RECORDED + 1, 0), since_ms, most),
        ).fetchall()
    return [(State(state), app, domain) for state, app, domain in rows]
