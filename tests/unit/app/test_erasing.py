"""Long changes beside the loop: one after the other, and one that is broken off leaves nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest

from tests.conftest import LogGuard
from tests.unit.app.conftest import ENDLESS, PATIENCE_S, TurnedByHand
from worktracker.app.erasing import BrokenOffError, Erasing
from worktracker.errors import UsageError, WorkTrackerError
from worktracker.privacy.rules import Action, Rule
from worktracker.store.connection import transaction
from worktracker.store.store import Store


@pytest.fixture
def erasing(store: Store, loop: TurnedByHand) -> Iterator[Erasing]:
    erasing = Erasing(lambda: store, loop)  # type: ignore[arg-type]
    yield erasing
    erasing.wait()


def test_the_end_is_told_on_the_loop(store: Store, erasing: Erasing, loop: TurnedByHand) -> None:
    told: list[object] = []
    erasing.begin(lambda other: other.rules.add(Rule(Action.DROP, app="x"), 0).id, told.append)
    erasing.wait()
    assert not told
    loop.turn()
    assert told == [1]
    assert [rule.app for rule in store.rules.all()] == ["x"]


def test_what_is_broken_off_leaves_the_record_as_it_was(
    store: Store, erasing: Erasing, loop: TurnedByHand
) -> None:
    begun = threading.Event()

    def work(other: Store) -> None:
        with transaction(other.connection):
            other.connection.execute(
                "INSERT INTO rule (action, app, regex, created_ms) VALUES ('drop', 'x', 0, 0)"
            )
            begun.set()
            other.connection.execute(ENDLESS).fetchall()

    told: list[object] = []
    deed = erasing.begin(work, told.append)
    assert begun.wait(PATIENCE_S)
    deed.break_off()
    loop.turn()
    assert isinstance(told[0], BrokenOffError)
    assert store.rules.all() == []


def test_two_run_one_after_the_other(erasing: Erasing, loop: TurnedByHand) -> None:
    may_end, order = threading.Event(), []

    def first(_: Store) -> None:
        assert may_end.wait(PATIENCE_S)
        order.append("first")

    erasing.begin(first, lambda _: None)
    erasing.begin(lambda _: order.append("second"), lambda _: None)
    assert order == []
    may_end.set()
    erasing.wait()
    assert order == ["first", "second"]


def test_what_goes_wrong_is_told_without_its_words(
    erasing: Erasing, loop: TurnedByHand, log_guard: LogGuard, caplog: pytest.LogCaptureFixture
) -> None:
    log_guard.expect("worktracker.app.erasing", logging.ERROR)

    def refuse(_: Store) -> None:
        raise UsageError("No.")

    def fail(_: Store) -> None:
        raise ValueError("a title")

    told: list[WorkTrackerError] = []
    for work in (refuse, fail):
        erasing.begin(work, told.append)  # type: ignore[arg-type]
        erasing.wait()
        loop.turn()
    assert [type(error) for error in told] == [UsageError, WorkTrackerError]
    assert "a title" not in str(told[1]) + caplog.text
