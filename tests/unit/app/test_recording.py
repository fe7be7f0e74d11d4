"""The running recorder and the threads beside it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.unit.app.test_ageing import Desk
from worktracker.app import backups
from worktracker.app.agreement import VERSION
from worktracker.app.backups import Copies, Erased
from worktracker.home import Home
from worktracker.model.period import Period
from worktracker.model.sample import Sample
from worktracker.store.connection import transaction
from worktracker.store.erase import Forgotten, Selection
from worktracker.store.settings import Agreement
from worktracker.store.store import Store


def test_what_is_seen_while_the_app_forgets_outlives_its_end(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ending = threading.Event(), threading.Event()

    def forget(_: Home, other: Store, __: Selection) -> Erased:
        with transaction(other.connection):
            begun.set()
            ending.wait(0.5)
        return Erased(Forgotten(0, 0), Copies())

    monkeypatch.setattr(backups, "forget", forget)
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    recording = desk.recording
    recording.start()
    recording.forget(Selection(), lambda _: None)
    assert begun.wait(5)
    desk.loop.run(10_000)
    recording.window_changed(Sample(desk.clock.now(), "editor", "another window"))
    desk.loop.run(10_000)
    desk.end()
    found = Store.open(store.path, [store.key], 0)
    spans = [(span.title, span.end_ms - span.start_ms) for span in found.reader.spans(Period())]
    assert spans == [("a window", 10_000), ("another window", 10_000)]
    found.close()
