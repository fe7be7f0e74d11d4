"""What is too old goes, from every page of the file, and nothing else does."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.unit.conftest import KEY
from tests.unit.store.slow_sums import slow_sums, stored_sums
from tests.unit.store.test_store import PAGE, decrypted
from worktracker.errors import UsageError
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.detail import Detail
from worktracker.model.durations import parse_keeping
from worktracker.model.period import Period
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.reports.report import By, make_report
from worktracker.store import retention
from worktracker.store.importing import Importer
from worktracker.store.retention import Retention
from worktracker.store.store import Store

UTC = Zone("UTC", 0)
DAYS = 400
HOUR = 3_600_000
NOW = DAYS * DAY_MS


def keeping(**days: int | None) -> dict[Detail, int | None]:
    """``titles=30`` and so on; everything else for ever."""
    given = {Detail(name): None if count is None else count * DAY_MS for name, count in days.items()}
    return {detail: given.get(detail) for detail in Detail}


def fill(store: Store, days: int = DAYS) -> None:
    """An hour a day, each with texts of its own, as recorded."""
    journal = store.journal
    for day in range(days):
        start = day * DAY_MS + 9 * HOUR
        site = f"site-{day % 5}"
        activity = Activity(
            f"app-{day % 3}",
            f"title-{day:04d}-x",
            f"https://{site}/page-{day:04d}",
            site,
            f"document-{day:04d}-x",
        )
        journal.write(Change((Span(start, start + HOUR, State.ACTIVE, UTC, activity),)))


def age(store: Store, kept: dict[Detail, int | None], now_ms: int = NOW, *, finish: bool = True) -> int:
    """Age to the end; how many transactions it took."""
    work = Retention(store.connection, kept, 0)
    steps = 0
    while work.step(now_ms):
        steps += 1
    if finish:
        work.finish()
    return steps


def test_what_is_too_old_leaves_every_page(store: Store) -> None:
    fill(store)
    store.checkpoint()
    assert decrypted(store.path).count(b"title-") >= DAYS
    age(store, keeping(urls=10, titles=100))
    clear = decrypted(store.path)
    assert clear.count(b"title-") == clear.count(b"document-") == 100
    assert clear.count(b"/page-") == 10
    for day in range(DAYS):
        assert (b"title-%04d-x" % day in clear) == (day >= DAYS - 100)
        assert (b"/page-%04d" % day in clear) == (day >= DAYS - 10)
    # Emptied; what is in it now only says that nothing is left to do.
    assert store.path.with_name(store.path.name + "-wal").stat().st_size < 3 * PAGE
    assert store.reader.count() == DAYS


def test_texts_stay_in_the_file_until_it_is_rewritten_and_that_is_remembered(store: Store) -> None:
    fill(store)
    age(store, keeping(titles=100), finish=False)
    store.checkpoint()
    assert b"title-0000-x" in decrypted(store.path)
    work = Retention(store.connection, keeping(titles=100), 0)
    assert work.leftovers
    assert not work.step(NOW)
    work.finish()
    assert not work.leftovers
    assert b"title-0000-x" not in decrypted(store.path)


def test_names_go_with_the_last_that_has_them(store: Store) -> None:
    fill(store)
    age(store, keeping(apps=1, domains=1))
    names = store.connection.execute("SELECT name FROM app UNION SELECT name FROM domain").fetchall()
    assert {row[0] for row in names} == {f"app-{(DAYS - 1) % 3}", f"site-{(DAYS - 1) % 5}"}


def test_a_year_by_application_is_the_same_without_its_titles(store: Store) -> None:
    fill(store)
    year = Period(first_day=0, last_day=364)
    before = {by: make_report(store.reader, year, by).rows for by in (By.APP, By.DOMAIN, By.DAY)}
    age(store, keeping(urls=10, titles=20))
    assert {by: make_report(store.reader, year, by).rows for by in before} == before
    (row,) = make_report(store.reader, year, By.TITLE).rows
    assert (row.key, row.text, row.duration_ms) == (None, "", 365 * HOUR)


def test_totals_go_with_what_they_show(store: Store) -> None:
    fill(store)
    age(store, keeping(apps=30, spans=60))
    assert stored_sums(store) == slow_sums(store, 0)
    execute = store.connection.execute
    first = DAYS - 60
    assert execute("SELECT min(day) FROM day_state").fetchone()[0] == first
    assert execute("SELECT min(day), max(day) FROM day_app WHERE app = 0").fetchone() == (first, DAYS - 31)
    assert execute("SELECT min(day) FROM day_app WHERE app <> 0").fetchone()[0] == DAYS - 30
    assert execute("SELECT min(day) FROM day_domain WHERE domain <> 0").fetchone()[0] == first


@pytest.mark.parametrize("late_ms", [0, 1])
def test_a_span_is_as_old_as_its_end(store: Store, late_ms: int) -> None:
    fill(store, 1)
    age(store, keeping(titles=5), 9 * HOUR + HOUR + 5 * DAY_MS - late_ms)
    (span,) = store.reader.spans(Period())
    assert (span.title is None) == (late_ms == 0)


def test_a_step_is_bounded_and_a_day_is_looked_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "STEP_SPANS", 10)
    fill(store)
    assert age(store, keeping(titles=100)) == 30
    assert age(store, keeping(titles=100), NOW + DAY_MS) == 1
    assert age(store, keeping(titles=100), NOW + DAY_MS) == 0


def test_what_is_imported_where_ageing_was_before_is_aged_too(store: Store) -> None:
    fill(store)
    age(store, keeping(titles=100))
    old = Span(DAY_MS, DAY_MS + HOUR, State.ACTIVE, UTC, Activity("other", "late-title"))
    Importer(store.connection, 0).take([("other", old)])
    age(store, keeping(titles=100))
    assert b"late-title" not in decrypted(store.path)
    assert stored_sums(store) == slow_sums(store, 0)


def test_what_hid_another_source_shows_it_when_it_goes(store: Store) -> None:
    fill(store, 1)
    below = Span(9 * HOUR, 12 * HOUR, State.ACTIVE, UTC, Activity("other"))
    Importer(store.connection, 0).take([("other", below)])
    age(store, keeping(spans=1), 11 * HOUR + DAY_MS)  # the recorded hour is old enough, the other is not
    assert stored_sums(store) == slow_sums(store, 0)
    assert store.reader.totals(Period()).apps in (
        {(0, "other"): 3 * HOUR},
        {(0, "app-0"): HOUR, (0, "other"): 2 * HOUR},
    )


def test_what_is_hidden_by_time_that_has_nothing_to_lose_stays_hidden(store: Store) -> None:
    fill(store, 2)  # the first hour is in the totals, the newest is not
    above = Span(8 * HOUR, 9 * HOUR + HOUR // 2, State.ACTIVE, UTC, Activity())
    Importer(store.connection, 0).take([("manual", above)])
    age(store, keeping(apps=1), 2 * DAY_MS)
    assert stored_sums(store) == slow_sums(store, 0)
    assert store.connection.execute("SELECT * FROM day_app").fetchall() == [(0, 0, 2 * HOUR)]


def test_the_newest_hour_that_is_in_no_total_yet(store: Store) -> None:
    fill(store, 2)
    age(store, keeping(apps=1), 4 * DAY_MS)
    assert stored_sums(store) == slow_sums(store, 0)
    assert store.connection.execute("SELECT * FROM day_app").fetchall() == [(0, 0, HOUR)]


@pytest.mark.parametrize("text", ["0d", "1h", "-1d", "never", "", "23h", "99999d"])
def test_what_is_no_time_to_keep_something(text: str) -> None:
    with pytest.raises(UsageError):
        parse_keeping(text)


def test_times_to_keep_something() -> None:
    assert parse_keeping("Forever") is None
    assert parse_keeping("90d") == 90 * DAY_MS


# -- killed at any moment


def _age_and_die(path: Path, statements: int) -> None:
    """In a process of its own: killed just before its so-and-so-manieth statement; else exit 0."""
    store = Store.open(path, [KEY], 0)
    left = statements

    def count(_: str) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    retention.STEP_SPANS = 4
    store.connection.set_trace_callback(count)
    age(store, keeping(titles=2, apps=5, spans=8), 12 * DAY_MS)
    os._exit(0)


def test_killed_at_any_statement_it_goes_on_where_it_was(tmp_path: Path) -> None:
    """The same store is aged by one process after the other, each killed a little later than the last."""
    fork = get_context("fork")
    killed = 0
    for begin in range(1, 8):
        path = tmp_path / f"{begin}.db"
        made = Store.create(path, KEY, "id", 0)
        fill(made, 12)
        made.close()
        for statements in range(begin, 10_000, 7):
            child = fork.Process(target=_age_and_die, args=(path, statements))
            child.start()
            child.join()
            store = Store.open(path, [KEY], 0)
            assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert stored_sums(store) == slow_sums(store, 0)
            unfinished = Retention(store.connection, keeping(), 0).leftovers
            aged = b"title-0000-x" not in {(s.title or "").encode() for s in store.reader.spans(Period())}
            store.close()
            assert unfinished or not aged or b"title-0000-x" not in decrypted(path)
            if child.exitcode == 0:
                break
            assert child.exitcode == -signal.SIGKILL
            killed += 1
        else:
            raise AssertionError("never ended")
        store = Store.open(path, [KEY], 0)
        assert [row[0] // DAY_MS for row in store.reader.spans(Period())] == list(range(4, 12))
        assert [span.title is None for span in store.reader.spans(Period())] == [True] * 6 + [False] * 2
        store.close()
        assert b"title-0009-x" not in decrypted(path)
    assert killed > 50


def test_a_recording_beside_it_waits_for_a_step_at_most(store: Store) -> None:
    fill(store)
    other = store.again()
    work = Retention(other.connection, keeping(titles=1, apps=1), 0)
    slowest = 0.0
    journal, at = store.journal, NOW
    more = True
    while more:
        begun = time.perf_counter()
        more = work.step(NOW)
        slowest = max(slowest, time.perf_counter() - begun)
        journal.write(Change((Span(at, at + 1000, State.ACTIVE, UTC, Activity("app-0", "now")),)))
        assert journal.waiting == 0
        at += 1000
    other.close()
    assert slowest < 0.5  # 50 ms on a machine that does nothing else; see tests/bench
    assert stored_sums(store) == slow_sums(store, 0)
