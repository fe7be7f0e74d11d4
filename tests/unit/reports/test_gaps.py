"""Gaps of a day, from spans in a store."""

from __future__ import annotations

import os
from pathlib import Path

from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.period import Period
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.reports.gaps import Gap, gaps
from worktracker.store.store import Store

MINUTE = 60_000
ZONE = Zone("Asia/Kathmandu", 20_700)
DAY = 20_000 * DAY_MS - ZONE.offset_s * 1000
"""The beginning of a local day."""


def test_gaps_say_how_much_of_them_was_away_and_none_reaches_over_night(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "worktracker.db", os.urandom(32), "a store", 0)
    journal = store.journal
    for start, end, state in (
        (0, 10, State.ACTIVE),
        (10, 14, State.IDLE),
        (14, 20, State.PRIVATE),  # work, of which nothing is known
        (30, 50, State.LOCKED),
        (55, 60, State.ACTIVE),
        (60, 70, State.IDLE),  # nothing comes after it
        (24 * 60 + 5, 24 * 60 + 6, State.ACTIVE),
    ):
        reason = Reason.RULE if state is State.PRIVATE else Reason.NONE
        activity = Activity("code") if state is State.ACTIVE else None
        span = Span(DAY + start * MINUTE, DAY + end * MINUTE, state, ZONE, activity, reason)
        journal.write(Change((span,)))
    assert journal.flush()

    def found(at_least: int, day_start_ms: int = 0) -> list[Gap]:
        return list(gaps(store.reader, Period(), day_start_ms, at_least * MINUTE))

    second = Gap(DAY + 20 * MINUTE, DAY + 55 * MINUTE, 20 * MINUTE)
    assert found(5) == [second]
    assert found(4) == [Gap(DAY + 10 * MINUTE, DAY + 14 * MINUTE, 4 * MINUTE), second]
    # Days that begin at 23:00, and half past midnight: the last span is still of the same day then.
    assert [gap.start_ms for gap in found(36, 23 * 60 * MINUTE)] == []
    assert [gap.start_ms for gap in found(36, 30 * MINUTE)] == [DAY + 60 * MINUTE]
    store.close()
