"""When something was forgotten is known afterwards, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from worktracker.model.period import Period
from worktracker.model.span import Activity, Content, Span, State, Zone
from worktracker.privacy.rules import Action, Rule
from worktracker.store import forgotten
from worktracker.store.erase import Eraser, Selection
from worktracker.store.importing import Importer
from worktracker.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "worktracker.db", b"k" * 32, "id", 0)
    spans = [active(at, at + 1000) for at in range(0, 10_000, 1000)]
    Importer(store.connection, 0).take(("x", span) for span in spans)
    yield store
    store.close()


def active(start: int, end: int) -> Span:
    return Span(start, end, State.ACTIVE, Zone("UTC", 0), Activity("a", f"t{start}"))


def forget(store: Store, first: int | None, last: int | None) -> None:
    Eraser(store.connection, 0).forget(Selection(Period(from_ms=first, to_ms=last)))


def test_times_are_kept_as_one_where_they_meet(store: Store) -> None:
    forget(store, 1000, 2000)
    forget(store, 5000, 6500)
    assert forgotten.times(store.connection) == [(1000, 2000), (5000, 6500)]
    forget(store, 2000, 5500)
    assert forgotten.times(store.connection) == [(1000, 6500)]
    forget(store, 8000, None)  # as --last: it ends where the spans ended
    assert forgotten.times(store.connection) == [(1000, 6500), (8000, 10_000)]
    forgotten.drop(store.connection)
    assert forgotten.times(store.connection) == []


def test_what_is_forgotten_by_its_text_leaves_nothing(store: Store) -> None:
    Eraser(store.connection, 0).forget(Selection(rule=Rule(Action.DROP, title="t3000")))
    assert store.reader.count() == 9
    assert forgotten.times(store.connection) == []


def test_spans_within_a_forgotten_time_are_counted() -> None:
    times = [(1000, 2000), (5000, 6000)]
    spans = [active(0, 1000), active(0, 1001), active(1999, 2000), active(2000, 5000), active(0, 9000)]
    assert forgotten.count_within((("x", (s.start_ms, s.end_ms, Content.of(s))) for s in spans), times) == 3
