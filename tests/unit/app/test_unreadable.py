"""A record that can't be read or written for a while: recording goes on, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.unit.app.test_ageing import Desk
from worktracker.app import ageing
from worktracker.app.agreement import VERSION
from worktracker.model.period import Period
from worktracker.model.sample import Sample
from worktracker.recorder.recorder import Pause
from worktracker.store.settings import Agreement
from worktracker.store.store import Store


def forbidden(connection: dbapi2.Connection, *, it: bool) -> None:
    """An error of which nothing is known."""
    connection.set_authorizer((lambda *_: dbapi2.SQLITE_DENY) if it else None)


def broken_off(connection: dbapi2.Connection, *, it: bool) -> None:
    """One that has words of its own."""
    connection.set_progress_handler((lambda: 1) if it else None, 1)


def constrained(connection: dbapi2.Connection, *, it: bool) -> None:
    """A row that is refused."""
    if it:
        connection.execute(
            "CREATE TEMP TRIGGER refused BEFORE INSERT ON span BEGIN SELECT RAISE(ABORT, 'a word'); END"
        )
    else:
        connection.execute("DROP TRIGGER temp.refused")


def asleep(desk: Desk) -> None:
    desk.clock.sleep(60_000)
    desk.recording.watching.clock_set()


def set_back(desk: Desk) -> None:
    desk.clock.set_back(30_000)
    desk.recording.watching.clock_set()


def paused(desk: Desk) -> None:
    desk.recording.pause(Pause(until_wall_ms=desk.clock.now().wall_ms + 5_000))
    desk.loop.run(20_000)


def moved(desk: Desk) -> None:
    desk.recording.watching.window_changed(Sample(desk.clock.now(), "other", "another window"))


@pytest.mark.parametrize("wrong", [forbidden, broken_off, constrained])
@pytest.mark.parametrize("happens", [asleep, set_back, paused, moved])
def test_recording_goes_on_though_the_record_cannot_be_used(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: Callable[..., None],
    happens: Callable[[Desk], None],
) -> None:
    monkeypatch.setattr(ageing, "SLICE_MS", 60_000)  # at an end after the first minute, however slow it is
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    recording = desk.recording
    recording.start()
    desk.loop.run(60_000)
    recording.settle()
    wrong(store.connection, it=True)
    happens(desk)
    desk.loop.run(60_000)
    recording.settle()
    assert recording.trouble is not None
    assert "a word" not in recording.trouble
    wrong(store.connection, it=False)
    desk.loop.run(60_000)
    recording.settle()
    assert recording.trouble is None
    desk.end()
    found = Store.open(store.path, [store.key], 0)
    spans = list(found.reader.spans(Period()))
    found.close()
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(spans))
    lost_ms = 5_000 if happens is paused else 2_000 if happens is asleep else 0
    recorded_ms = sum(span.end_ms - span.start_ms for span in spans)
    assert 180_000 - lost_ms <= recorded_ms <= 200_000
