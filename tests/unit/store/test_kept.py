"""What is kept, in numbers: as plain questions to the tables say it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.unit.conftest import KEY
from worktracker.errors import StoreBusyError
from worktracker.model.change import Change
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.store import kept
from worktracker.store.connection import Connection
from worktracker.store.importing import Importer
from worktracker.store.kept import Amount, Held, TimeKept, details_kept, time_kept
from worktracker.store.store import Store

UTC = Zone("UTC", 0)
MINUTE = 60_000
BEGIN = 1_700_000_000_000


def _store(folder: Path) -> Store:
    return Store.create(folder / "worktracker.db", KEY, "11111111-2222-3333-4444-555555555555", 0)


def _span(minute: int, activity: Activity | None, state: State = State.ACTIVE) -> Span:
    reason = Reason.RULE if state is State.PRIVATE else Reason.NONE
    begin = BEGIN + minute * MINUTE
    return Span(begin, begin + MINUTE, state, UTC, activity, reason)


def asked_plainly(connection: Connection) -> tuple[TimeKept, Mapping[Held, Amount]]:
    """What is to be found, from the tables alone, however long it takes."""

    def asked(question: str) -> tuple[Any, ...]:
        return connection.execute(question).fetchone()

    telling = "FROM span s JOIN activity a ON a.id = s.activity WHERE"
    time = asked("SELECT count(*), coalesce(sum(length_ms), 0), min(start_ms) FROM span")
    private = asked("SELECT count(*), coalesce(sum(length_ms), 0) FROM span WHERE state = 3")
    details = {
        held: Amount(
            *asked(f"SELECT count(DISTINCT {held}) FROM activity"),  # noqa: S608 - a column of ours
            *asked(f"SELECT count(*), min(s.start_ms) {telling} a.{held} IS NOT NULL"),
        )
        for held in Held
    }
    return TimeKept(*time, *private), details


def test_nothing_is_kept_of_nothing(tmp_path: Path) -> None:
    store = _store(tmp_path)
    assert time_kept(store.connection) == TimeKept(0, 0, None, 0, 0)
    assert set(details_kept(store.connection).values()) == {Amount(0, 0, None)}
    store.close()


def test_each_detail_is_counted_by_itself(tmp_path: Path) -> None:
    store = _store(tmp_path)
    spans = [
        _span(0, None, State.IDLE),
        _span(1, Activity("editor", "a.txt", document="a.txt")),
        _span(2, Activity("browser", "News", "https://news.example/1", "news.example")),
        _span(3, Activity("browser", "News", "https://news.example/2", "news.example")),
        _span(4, Activity("editor", "b.txt", document="b.txt")),
        _span(5, None, State.PRIVATE),
        _span(6, Activity("editor", "a.txt", document="a.txt")),
        _span(7, Activity("terminal")),
        _span(8, Activity()),
    ]
    journal = store.journal
    for span in spans:
        journal.write(Change((span,)))
    assert journal.flush()
    imported = [_span(-20, Activity("terminal")), _span(-10, Activity("mail", "Inbox"))]
    Importer(store.connection, 0).take([("elsewhere", span) for span in imported])
    time = time_kept(store.connection)
    assert time == TimeKept(11, 11 * MINUTE, BEGIN - 20 * MINUTE, 1, MINUTE)
    details = details_kept(store.connection)
    assert details == {
        Held.APPS: Amount(4, 8, BEGIN - 20 * MINUTE),
        Held.TITLES: Amount(4, 6, BEGIN - 10 * MINUTE),
        Held.DOCUMENTS: Amount(2, 3, BEGIN + MINUTE),
        Held.SITES: Amount(1, 2, BEGIN + 2 * MINUTE),
        Held.ADDRESSES: Amount(2, 2, BEGIN + 2 * MINUTE),
    }
    assert (time, details) == asked_plainly(store.connection)
    for stretch in range(1, 9):
        with patch.object(kept, "_STRETCH_SPANS", stretch):
            assert details_kept(store.connection) == details
    store.close()


def test_what_is_broken_off_can_be_asked_again(tmp_path: Path) -> None:
    store = _store(tmp_path)
    journal = store.journal
    for minute in range(0, 4_000, 2):
        journal.write(Change((_span(minute, Activity("editor", f"{minute}.txt")),)))
    assert journal.flush()
    for steps in range(1, 60, 3):
        left = [steps]

        def wanted(left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] > 0

        store.connection.set_progress_handler(lambda wanted=wanted: not wanted(), 1_000)
        with suppress(StoreBusyError):
            details_kept(store.connection)
        store.connection.set_progress_handler(None, 0)
        assert not store.connection.in_transaction
    assert details_kept(store.connection)[Held.APPS].spans == 2_000
    store.close()
