"""Who held the record goes without a word: what they changed holds all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.unit.app.test_ageing import Desk
from tests.waiting import wait_until
from worktracker.app.agreement import VERSION
from worktracker.app.commands import Commands
from worktracker.control.protocol import Request
from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.model.period import Period
from worktracker.model.sample import Sample
from worktracker.model.span import State
from worktracker.privacy.rules import Action, Rule
from worktracker.store.settings import Agreement
from worktracker.store.store import Store


class Held:
    """The connection of a command that holds the record, until it goes."""

    def on_close(self, callback: Callable[[], None]) -> None:
        self.go = callback

    def push(self, event: str, fields: Mapping[str, object]) -> None: ...


def seen_after_a_rule(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch | None = None
) -> list[object]:
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(folder, store)
    desk.recording.start()
    held = Held()
    Commands(desk.recording, lambda: None, None)(Request("hold", {}), held)
    other = store.again()
    other.rules.add(Rule(Action.DROP, title="a window"), desk.clock.now().wall_ms)
    other.close()
    if monkeypatch is not None:

        def unreadable() -> None:
            raise StoreBusyError("The record can't be read.", "")

        monkeypatch.setattr(desk.recording.watching, "gate", unreadable)
    held.go()
    desk.loop.run(10_000)
    desk.end()
    found = Store.open(store.path, [store.key], 0)
    try:
        return [
            (State(span.state).label, span.title)
            for span in found.reader.spans(Period())
            if span.end_ms > span.start_ms
        ]
    finally:
        found.close()


def test_its_rule_holds_from_the_moment_that_it_goes(store: Store, tmp_path: Path) -> None:
    assert seen_after_a_rule(store, tmp_path) == []


def test_where_rules_cant_be_read_only_the_time_is_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seen_after_a_rule(store, tmp_path, monkeypatch) == [("private", None)]


def test_a_store_knows_that_another_file_has_taken_its_place(store: Store, tmp_path: Path) -> None:
    assert store.in_place
    (tmp_path / "another").write_bytes(store.path.read_bytes())
    (tmp_path / "another").replace(store.path)
    assert not store.in_place
    store.path.unlink()
    assert not store.in_place


@pytest.mark.parametrize("error", [StoreBusyError("The record can't be read.", ""), RuntimeError()])
def test_what_could_not_be_read_for_a_moment_is_read_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    recording = desk.recording
    recording.start()

    def unreadable() -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(recording.watching, "gate", unreadable)
        told: list[object] = []
        recording.rewrite(
            lambda other: other.rules.add(Rule(Action.DROP, title="another"), 0), told.append, follow=True
        )
        wait_until(lambda: desk.loop.has_news, 15, "the rule")
        desk.loop.settle()
        assert isinstance(told[0], WorkTrackerError)
        assert recording.trouble is not None
    desk.loop.run(60_000)
    assert recording.trouble is None
    begun = desk.clock.now().wall_ms
    desk.loop.run(60_000)
    recording.watching.window_changed(Sample(desk.clock.now(), "editor", "another"))
    desk.loop.run(60_000)
    desk.end()
    found = Store.open(store.path, [store.key], 0)
    spans = list(found.reader.spans(Period()))
    found.close()
    assert [span.title for span in spans if span.end_ms > begun] == ["a window"]
    assert State(spans[0].state) is State.PRIVATE
