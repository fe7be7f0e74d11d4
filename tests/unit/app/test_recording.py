"""The running recorder and the threads beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from tests.unit.app.test_ageing import Desk
from worktracker.app import backups
from worktracker.app.agreement import VERSION
from worktracker.app.backups import Copies, Erased
from worktracker.app.commands import running_status
from worktracker.app.erasing import exclude_reached
from worktracker.app.recording import JOURNAL_WAIT_MS
from worktracker.capture.session.holder import Holder
from worktracker.capture.session.port import SessionListener
from worktracker.control.protocol import Request
from worktracker.desktop.state import Face, shown
from worktracker.home import Home
from worktracker.model.period import Period
from worktracker.model.sample import Sample
from worktracker.privacy.rules import Action, Rule
from worktracker.recorder.recorder import Pause
from worktracker.store.connection import transaction
from worktracker.store.erase import Forgotten, Selection
from worktracker.store.settings import Agreement
from worktracker.store.store import Store


class Woken:
    """A session that tells of nothing but that the machine woke up."""

    name = None
    locked = False
    limits: list[str] = []  # noqa: RUF012 - the port's shape

    def __init__(self, *, tells: bool) -> None:
        self.tells_wake_ups = tells

    def open(self, listener: SessionListener) -> None:
        self.listener = listener

    def idle_inhibitors(self) -> frozenset[Holder]:
        return frozenset()

    def watch_idle_inhibitors(self, *, watch: bool) -> None: ...

    def close(self) -> None: ...


class Connected:
    """A browser that hears whether there is recording."""

    def __init__(self, heard: list[object]) -> None:
        self._heard = heard

    def on_close(self, callback: Callable[[], None]) -> None: ...

    def push(self, event: str, fields: Mapping[str, object]) -> None:
        self._heard.append(fields["recording"])


@pytest.mark.parametrize("tells", [True, False])
def test_sleep_without_a_word_begins_where_the_machine_fell_asleep(
    store: Store, tmp_path: Path, tells: bool
) -> None:
    store.agreements.add(Agreement(VERSION, 0))
    session = Woken(tells=tells)
    desk = Desk(tmp_path, store, session)
    desk.recording.start()
    begin = desk.clock.now().wall_ms
    desk.clock.pass_time(29_000)
    woke = desk.clock.sleep(3_600_000).wall_ms
    session.listener.clock_set()
    desk.clock.pass_time(5_000)
    desk.end()
    found = Store.open(store.path, [store.key], 0)
    spans = [(span.start_ms, span.end_ms) for span in found.reader.spans(Period())]
    assert spans == [(begin, begin + 29_000)] * tells + [(woke, woke + 5_000)]
    found.close()


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
    recording.watching.window_changed(Sample(desk.clock.now(), "editor", "another window"))
    desk.loop.run(10_000)
    desk.end()
    found = Store.open(store.path, [store.key], 0)
    spans = [(span.title, span.end_ms - span.start_ms) for span in found.reader.spans(Period())]
    assert spans == [("a window", 10_000), ("another window", 10_000)]
    found.close()


def test_what_waits_for_another_change_is_made_at_the_end_and_leaves_nothing_open(
    store: Store, tmp_path: Path
) -> None:
    begun, ending = threading.Event(), threading.Event()

    def other_change(_: Store) -> None:
        begun.set()
        assert ending.wait(15)

    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    recording = desk.recording
    recording.start()
    recording.watching.window_changed(Sample(desk.clock.now(), "mail", "before"))
    desk.loop.run(10_000)
    recording.rewrite(other_change, lambda _: None, follow=True, beside_readers=True)
    assert begun.wait(15)
    desk.loop.run(10_000)  # the open span goes on, in memory
    rule = Rule(Action.DROP, app="mail")
    recording.wished.append(partial(exclude_reached, recording.home, rule, 0))
    ending.set()
    desk.end()
    found = Store.open(store.path, [store.key], 0)
    assert [span.app for span in found.reader.spans(Period()) if span.app == "mail"] == []
    assert found.rules.find(rule) is not None
    found.close()


def test_what_ends_after_the_end_is_told_nobody(store: Store, tmp_path: Path) -> None:
    """Everything may be erased and the loop go on: what was begun before must not touch the record."""
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    recording = desk.recording
    recording.start()
    told: list[object] = []
    recording.rewrite(lambda other: other.reader.count(), told.append, follow=True)
    desk.end()
    assert desk.loop.has_news
    desk.loop.settle()
    desk.loop.run(86_400_000)
    assert told == []


def test_the_timer_goes_on_after_what_the_app_forgets(store: Store, tmp_path: Path) -> None:
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    recording = desk.recording
    recording.start()
    project = store.projects.add("Website").id
    begin = desk.clock.now().wall_ms
    store.assigning.work_on(project, begin)
    desk.loop.run(60_000)
    told: list[object] = []
    recording.forget(Selection(Period(from_ms=begin)), told.append)
    desk.end()
    found = Store.open(store.path, [store.key], 0)
    ran = found.assigning.running()
    assert ran is not None
    assert (ran.project, ran.start_ms) == (project, begin + 60_000)
    found.close()


def test_our_own_pages_are_one_title(store: Store, tmp_path: Path) -> None:
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    desk.recording.start()
    for app, title in (
        ("worktracker", "worktracker: today"),
        ("worktracker", "worktracker: rules"),
        ("a", "b"),
    ):
        desk.recording.watching.window_changed(Sample(desk.clock.now(), app, title))
        desk.loop.run(10_000)
    desk.end()
    found = Store.open(store.path, [store.key], 0)
    spans = {(span.app, span.title) for span in found.reader.spans(Period())}
    assert spans == {("worktracker", "worktracker"), ("a", "b")}
    found.close()


def test_without_a_desktop_it_is_not_said_to_record(store: Store, tmp_path: Path) -> None:
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    recording = desk.recording
    heard: list[object] = []
    browser = Connected(heard)
    recording.browsers.hello(Request("browser-hello", {"browser": "b", "pid": None}), browser)
    said = [shown(recording, None)]
    recording.start()
    said.append(shown(recording, None))
    recording.watching.desktop_lost("It is gone.")
    said.append(shown(recording, "It is gone."))
    lost = running_status(recording)
    assert recording.watch_again()
    said.append(shown(recording, "It is gone."))
    assert running_status(recording)["state"] == "recording"
    recording.stop()
    said.append(shown(recording, None))
    desk.end()
    faces = [Face.STOPPED, Face.RECORDING, Face.WAITING, Face.RECORDING, Face.STOPPED]
    assert [each.face for each in said] == faces
    assert [each.trouble for each in said] == [None, None, "It is gone.", None, None]
    assert (lost["state"], lost["waiting"], lost["since"], lost["activity"]) == ("paused", True, None, None)
    assert heard == [True, False, True, False], "what browsers are told"
    notes = [each.note or "" for each in said]
    assert "“Record at once” is off" in notes[0]
    assert "until the desktop can be seen" in notes[2]
    assert not any(notes[place] for place in (1, 3, 4)), "nobody needs to be told why it was stopped"


def instant_ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def test_the_window_and_status_say_since_when_alike(store: Store, tmp_path: Path) -> None:
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    recording, recorder = desk.recording, desk.recording.recorder
    said: list[tuple[object, int, int]] = []

    def look() -> None:
        status = running_status(recording)
        state, shown_at = (instant_ms(str(status[name])) for name in ("since", "shown_since"))
        assert shown(recording, None).since_ms == shown_at, status["state"]
        said.append((status["state"], state, shown_at))
        desk.clock.pass_time(10_000)

    began = desk.clock.now().wall_ms
    recording.start()
    look()
    locked = desk.clock.now().wall_ms
    recorder.lock_changed(desk.clock.now(), locked=True)
    look()
    unlocked = desk.clock.now().wall_ms
    recorder.lock_changed(desk.clock.now(), locked=False)
    look()
    paused = desk.clock.now().wall_ms
    recording.pause(Pause())
    look()
    desk.end()
    assert said == [
        ("recording", began, began),
        ("idle", locked, locked),
        ("recording", unlocked, began),
        ("paused", paused, paused),
    ]


def test_what_has_to_be_agreed_first_is_said(store: Store, tmp_path: Path) -> None:
    desk = Desk(tmp_path, store)
    assert shown(desk.recording, None).note == "Nothing is recorded before you have agreed."
    desk.end()


def test_who_writes_for_long_holds_the_loop_up_for_a_moment_only_and_is_told_of_until_it_ends(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    recording = desk.recording
    recording.start()
    told: list[str | None] = []
    monkeypatch.setattr(recording, "_changed", lambda: told.append(recording.trouble))
    other = store.again()
    with transaction(other.connection):
        recording.watching.window_changed(Sample(desk.clock.now(), "editor", "another window"))
    desk.loop.run(10_000)
    other.close()
    desk.end()
    assert told[0] == "The record is being written by another program."
    assert told[-1] is None
    assert JOURNAL_WAIT_MS <= 50, "nothing takes Qt's thread for longer"
