"""What is seen while somebody has the file, and what becomes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.unit.app.test_ageing import Desk
from worktracker.app.agreement import VERSION
from worktracker.app.commands import Commands, running_status
from worktracker.app.lease import LEASE_MS
from worktracker.control.protocol import Request
from worktracker.model.instants import InstantText
from worktracker.model.period import Period
from worktracker.model.sample import Sample
from worktracker.model.span import State
from worktracker.privacy.rules import Action, Rule
from worktracker.recorder.recorder import Pause
from worktracker.store.settings import Agreement
from worktracker.store.store import Store


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    desk.recording.start()
    desk.loop.run(60_000)
    return desk


def stored(desk: Desk) -> list[tuple[int, int, str | None]]:
    """Seconds, state and title of every span that is in the file at the end."""
    desk.end()
    found = Store.open(desk.store.path, [desk.store.key], 0)
    spans = [(s.end_ms - s.start_ms, s.state, s.title) for s in found.reader.spans(Period())]
    found.close()
    return [(ms // 1000, state, title) for ms, state, title in spans]


def exclude(desk: Desk, action: Action) -> None:
    other = desk.store.again()
    other.rules.add(Rule(action, app="editor"), 0)
    other.close()


@pytest.mark.parametrize("cut", [True, False])
def test_a_rule_that_comes_with_a_hold_leaves_the_lock_alone(desk: Desk, cut: bool) -> None:
    recording = desk.recording
    recording.hold(cut=cut)
    desk.loop.run(10_000)
    recording.watching.lock_changed(locked=True)
    desk.loop.run(600_000)
    recording.watching.lock_changed(locked=False)
    desk.loop.run(10_000)
    exclude(desk, Action.HIDE_TITLE)
    recording.reload()
    recording.release()
    desk.loop.run(10_000)
    assert stored(desk) == [
        (60, State.ACTIVE, "a window"),
        (10, State.ACTIVE, None),
        (600, State.LOCKED, None),
        (20, State.ACTIVE, None),
    ]


@pytest.mark.parametrize("cut", [True, False])
@pytest.mark.parametrize("how", ["paused", "stopped", "blind"])
def test_a_rule_that_comes_with_a_hold_is_followed_though_recording_has_ended(
    desk: Desk, how: str, cut: bool
) -> None:
    recording = desk.recording
    recording.hold(cut=cut)
    desk.loop.run(10_000)
    recording.watching.window_changed(Sample(desk.clock.now(), "other", "another window"))
    desk.loop.run(10_000)
    recording.watching.window_changed(Sample(desk.clock.now(), "editor", "a second window"))
    desk.loop.run(10_000)
    match how:
        case "paused":
            recording.pause(Pause())
        case "stopped":
            recording.stop()
        case _:
            recording.watching.desktop_lost("gone")
    exclude(desk, Action.DROP)
    recording.reload()
    recording.release()
    assert stored(desk) == [(60, State.ACTIVE, "a window"), (10, State.ACTIVE, "another window")]


def test_what_is_seen_while_another_program_writes_outlives_the_end(desk: Desk) -> None:
    """It ends while a command rewrites the whole file, which takes seconds."""
    recording = desk.recording
    recording.hold(cut=True)
    recording.watching.window_changed(Sample(desk.clock.now(), "editor", "an hour of work"))
    desk.loop.run(3_600_000)
    other = desk.store.again()
    other.connection.execute("BEGIN IMMEDIATE")

    def rewritten() -> None:
        other.connection.execute("ROLLBACK")
        other.close()

    timer = threading.Timer(1.0, rewritten)
    timer.start()
    spans = stored(desk)
    timer.join()
    assert spans == [(60, State.ACTIVE, "a window"), (3_600, State.ACTIVE, "an hour of work")]


def test_what_the_end_finds_held_obeys_the_rules_that_came(desk: Desk) -> None:
    recording = desk.recording
    rule = Rule(Action.HIDE_TITLE, app="editor")
    recording.rewrite(lambda store: store.rules.add(rule, 0), lambda _: None, follow=True)
    desk.clock.pass_time(10_000)  # the loop does not come to tell of it any more
    assert stored(desk) == [(60, State.ACTIVE, "a window"), (10, State.ACTIVE, None)]


class Peer:
    """A command's connection."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[], None]] = []

    def on_close(self, callback: Callable[[], None]) -> None:
        self._callbacks.append(callback)

    def push(self, event: str, fields: Mapping[str, object]) -> None: ...

    def close(self) -> None:
        for callback in self._callbacks:
            callback()


def test_a_hold_ends_where_its_command_stands_still(desk: Desk) -> None:
    recording, peer, other = desk.recording, Peer(), Peer()
    commands = Commands(recording, lambda: None, None)
    commands(Request("hold", {"cut": False}), peer)
    exclude(desk, Action.HIDE_TITLE)
    for _ in range(2):
        desk.loop.run(LEASE_MS - 1)
        assert recording.held
        commands(Request("renew", {}), peer)
    since = desk.clock.now().wall_ms - 2 * (LEASE_MS - 1)
    assert recording.trouble is not None
    assert InstantText(0)(since)[11:16] in recording.trouble
    assert running_status(recording)["trouble"] == recording.trouble
    desk.loop.run(LEASE_MS)
    assert not recording.held
    assert recording.trouble is None
    commands(Request("renew", {}), peer)
    commands(Request("hold", {"cut": False}), other)
    peer.close()  # it has nothing to end any more
    assert recording.held
    other.close()
    assert not recording.held
    desk.loop.run(LEASE_MS)
    assert stored(desk) == [(60, State.ACTIVE, "a window"), (239, State.ACTIVE, None)]


def test_a_kill_while_a_command_stands_still_leaves_what_was_seen(desk: Desk) -> None:
    desk.loop.run(1)
    Commands(desk.recording, lambda: None, None)(Request("hold", {"cut": False}), Peer())
    for number in range(30):
        desk.recording.watching.window_changed(Sample(desk.clock.now(), "editor", f"window {number}"))
        desk.loop.run(60_000)
    found = Store.open(desk.store.path, [desk.store.key], 0)
    found.close_span_left_open(desk.recording.home.heartbeat, desk.store.store_id)
    last_ms = max(span.end_ms for span in found.reader.spans(Period()))
    found.close()
    desk.end()
    assert desk.clock.now().wall_ms - last_ms <= 2_000
