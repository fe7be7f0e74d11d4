"""What is kept, in numbers: as plain questions to the tables say it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tests.unit.conftest import KEY
from worktracker.errors import StoreBusyError
from worktracker.model.change import Change
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.store.importing import Importer
from worktracker.store.kept import Amount, Held, kept
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


def test_nothing_is_kept_of_nothing(tmp_path: Path) -> None:
    store = _store(tmp_path)
    found = kept(store.connection)
    assert (found.spans, found.length_ms, found.oldest_ms, found.private_ms) == (0, 0, None, 0)
    assert set(found.details.values()) == {Amount(0, 0, None)}
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
    ]
    journal = store.journal
    for span in spans:
        journal.write(Change((span,)))
    assert journal.flush()
    Importer(store.connection, 0).take([("elsewhere", _span(-10, Activity("mail", "Inbox")))])
    found = kept(store.connection)

    def asked(question: str) -> int:
        return store.connection.execute(question).fetchone()[0]

    assert found.spans == asked("SELECT count(*) FROM span") == 9
    assert found.length_ms == asked("SELECT sum(length_ms) FROM span") == 9 * MINUTE
    assert found.oldest_ms == BEGIN - 10 * MINUTE
    assert (found.private_spans, found.private_ms) == (1, MINUTE)
    assert found.details == {
        Held.APPS: Amount(4, 7, BEGIN - 10 * MINUTE),
        Held.TITLES: Amount(4, 6, BEGIN - 10 * MINUTE),
        Held.DOCUMENTS: Amount(2, 3, BEGIN + MINUTE),
        Held.SITES: Amount(1, 2, BEGIN + 2 * MINUTE),
        Held.ADDRESSES: Amount(2, 2, BEGIN + 2 * MINUTE),
    }
    for held, amount in found.details.items():
        different = f"SELECT count(DISTINCT {held}) FROM activity"  # noqa: S608 - a column of ours
        assert amount.different == asked(different)
        spans_with = f"FROM span s JOIN activity a ON a.id = s.activity WHERE a.{held} IS NOT NULL"
        assert amount.spans == asked(f"SELECT count(*) {spans_with}")
        assert amount.oldest_ms == asked(f"SELECT min(s.start_ms) {spans_with}")
    assert kept(store.connection) == found
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
            kept(store.connection)
        store.connection.set_progress_handler(None, 0)
        assert not store.connection.in_transaction
    assert kept(store.connection).spans == 2_000
    store.close()
