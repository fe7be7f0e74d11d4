"""Questions beside the loop: the newest counts, and whoever rewrites the file goes first."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import LogGuard
from tests.unit.app.conftest import ENDLESS, PATIENCE_S, TurnedByHand
from tests.waiting import wait_until
from worktracker.app.reading import Reading
from worktracker.errors import UsageError, WorkTrackerError
from worktracker.store.connection import transaction
from worktracker.store.store import Store


@pytest.fixture
def reading(store: Store, loop: TurnedByHand) -> Iterator[Reading]:
    reading = Reading(lambda: store, loop)  # type: ignore[arg-type]
    yield reading
    reading.close()


class Endless:
    """A question without an end; it says when it has begun."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)

    def __call__(self, store: Store) -> str:
        self.begun.release()
        store.connection.execute(ENDLESS).fetchone()
        return "an end"

    def wait(self) -> None:
        assert self.begun.acquire(timeout=PATIENCE_S)


def fail(error: WorkTrackerError) -> None:
    raise AssertionError(error)


def is_unread(store: Store) -> bool:
    """Whether nobody reads the file: then its log can be emptied."""
    with transaction(store.connection):
        store.connection.execute("INSERT OR REPLACE INTO meta VALUES ('x', 'y')")
    store.wait_for_others(0)
    return store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0


def test_an_answer_comes_on_the_loop_and_from_another_thread(reading: Reading, loop: TurnedByHand) -> None:
    told: list[tuple[int, int, int]] = []

    def ask(store: Store) -> tuple[int, int]:
        return threading.get_ident(), store.reader.count()

    reading.ask("page", ask, lambda found: told.append((*found, threading.get_ident())), fail)
    assert reading.is_busy
    loop.turn()
    ((asked_on, count, told_on),) = told
    assert count == 0
    assert told_on == threading.get_ident() != asked_on
    assert not reading.is_busy


def test_the_newest_question_breaks_off_the_one_before(reading: Reading, loop: TurnedByHand) -> None:
    told: list[str] = []
    endless = Endless()
    reading.ask("page", endless, told.append, fail)
    endless.wait()
    reading.ask("page", lambda _: "the second", told.append, fail)
    reading.ask("page", lambda _: "the third", told.append, fail)
    loop.turn()
    assert told == ["the third"]
    assert loop.calls.empty()


def test_an_answer_on_its_way_is_not_told_when_another_was_asked_for(
    reading: Reading, loop: TurnedByHand
) -> None:
    told: list[str] = []
    reading.ask("page", lambda _: "the first", told.append, fail)
    late = loop.calls.get(timeout=PATIENCE_S)
    reading.ask("page", lambda _: "the second", told.append, fail)
    late()
    loop.turn()
    assert told == ["the second"]


def test_askers_do_not_break_each_other_off(reading: Reading, loop: TurnedByHand) -> None:
    told: list[str] = []
    for asker in ("a", "b", "c"):
        reading.ask(asker, lambda _, asker=asker: asker, told.append, fail)
    for _ in range(3):
        loop.turn()
    assert told == ["a", "b", "c"]


def test_who_has_forgotten_a_question_hears_nothing(reading: Reading, loop: TurnedByHand) -> None:
    endless = Endless()
    reading.ask("page", endless, fail, fail)  # type: ignore[arg-type]
    endless.wait()
    reading.forget("page")
    told: list[str] = []
    reading.ask("other", lambda _: "heard", told.append, fail)
    loop.turn()
    assert told == ["heard"]


def test_a_hold_interrupts_and_what_was_interrupted_is_asked_again(
    reading: Reading, loop: TurnedByHand, store: Store
) -> None:
    told: list[str] = []
    endless = Endless()
    held = threading.Event()

    def ask(store: Store) -> str:
        return "after it" if held.is_set() else endless(store)

    reading.ask("page", ask, told.append, fail)
    endless.wait()
    wait_until(lambda: not is_unread(store), PATIENCE_S, "a reader to be there")
    reading.hold()
    held.set()
    assert is_unread(store)
    reading.ask("other", lambda _: "asked meanwhile", told.append, fail)
    time.sleep(0.05)  # time in which it must not be asked; the positive control is the answer below
    assert loop.calls.empty()
    reading.release()
    loop.turn()
    loop.turn()
    assert told == ["after it", "asked meanwhile"]


def test_what_goes_wrong_is_told_and_bugs_without_their_words(
    reading: Reading, loop: TurnedByHand, caplog: pytest.LogCaptureFixture, log_guard: LogGuard
) -> None:
    log_guard.expect("worktracker.app.reading", logging.ERROR)
    told: list[WorkTrackerError] = []

    def refuse(_: Store) -> None:
        raise UsageError("That is no day.")

    def break_down(_: Store) -> None:
        raise ValueError("My bank - account 4711")

    for question in (refuse, break_down):
        reading.ask("page", question, fail, told.append)  # type: ignore[arg-type]
        loop.turn()
    assert [error.message for error in told] == ["That is no day.", "This could not be read."]
    assert "ValueError" in caplog.text
    assert "4711" not in caplog.text


def test_at_rest_neither_thread_nor_file_is_left_and_it_can_be_asked_again(
    reading: Reading, loop: TurnedByHand, store: Store
) -> None:
    before = threading.active_count()
    endless = Endless()
    reading.ask("page", endless, fail, fail)  # type: ignore[arg-type]
    endless.wait()
    reading.rest()
    wait_until(lambda: threading.active_count() == before, PATIENCE_S, "the thread to be gone")
    assert is_unread(store)
    told: list[int] = []
    reading.ask("page", lambda store: store.reader.count(), told.append, fail)
    loop.turn()
    assert told == [0]


def test_what_outlasts_is_answered_although_the_rest_is_let_go(
    reading: Reading, loop: TurnedByHand, store: Store
) -> None:
    before = threading.active_count()
    told: list[str] = []
    endless = Endless()
    reading.ask("page", endless, fail, fail)  # type: ignore[arg-type]
    endless.wait()
    reading.ask("tray", lambda _: "heard", told.append, fail, outlasts=True)
    reading.rest()
    assert reading.is_busy
    loop.turn()
    assert told == ["heard"]
    assert not reading.is_busy
    wait_until(lambda: threading.active_count() == before, PATIENCE_S, "the thread to be gone")
    assert is_unread(store)


def test_nobody_waits_at_rest_for_what_is_no_question_to_the_file(
    reading: Reading, loop: TurnedByHand, store: Store
) -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def count_long(_: Store) -> None:
        begun.set()
        may_end.wait(PATIENCE_S)
        ended.set()

    before = threading.active_count()
    unwanted: list[None] = []
    reading.ask("page", count_long, unwanted.append, fail)
    assert begun.wait(PATIENCE_S)
    reading.rest()
    assert not ended.is_set()
    told: list[int] = []
    reading.ask("page", lambda store: store.reader.count(), told.append, fail)
    may_end.set()
    loop.turn()
    assert (told, unwanted) == ([0], [])
    reading.rest()
    wait_until(lambda: threading.active_count() == before, PATIENCE_S, "the thread to be gone")
    assert is_unread(store)


class OpenedSlowly:
    """A store whose further connections are opened when they may be."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.begun, self.may_end = threading.Event(), threading.Event()

    def again(self) -> Store:
        self.begun.set()
        assert self.may_end.wait(PATIENCE_S)
        return self._store.again()


def test_nobody_waits_for_the_file_to_be_opened(store: Store, loop: TurnedByHand) -> None:
    slow = OpenedSlowly(store)
    reading = Reading(lambda: slow, loop)  # type: ignore[arg-type, return-value]
    told: list[str] = []
    reading.ask("page", lambda _: "the first", fail, fail)  # type: ignore[arg-type]
    assert slow.begun.wait(PATIENCE_S)
    reading.ask("page", lambda _: "the second", told.append, fail)
    reading.forget("other")
    slow.may_end.set()
    loop.turn()
    reading.close()
    assert told == ["the second"]


def test_a_hold_waits_for_whoever_opens_the_file(store: Store, loop: TurnedByHand) -> None:
    slow = OpenedSlowly(store)
    reading = Reading(lambda: slow, loop)  # type: ignore[arg-type, return-value]
    told: list[int] = []
    reading.ask("page", lambda store: store.reader.count(), told.append, fail)
    assert slow.begun.wait(PATIENCE_S)
    threading.Timer(0.05, slow.may_end.set).start()
    reading.hold()
    assert slow.may_end.is_set()
    assert is_unread(store)
    reading.release()
    loop.turn()
    reading.close()
    assert told == [0]


def test_a_store_that_was_opened_anew_is_the_one_that_is_asked(tmp_path: Path, loop: TurnedByHand) -> None:
    stores = [Store.create(tmp_path / name, os.urandom(32), name, 0) for name in ("one", "two")]
    told: list[str] = []
    reading = Reading(lambda: stores[0], loop)  # type: ignore[arg-type]
    for _ in range(2):
        reading.ask("page", lambda store: store.store_id, told.append, fail)
        loop.turn()
        stores.reverse()
    reading.close()
    for each in stores:
        each.close()
    assert told == ["one", "two"]
