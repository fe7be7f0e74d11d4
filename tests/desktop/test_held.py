"""What is changed while the program records: held, rewritten, followed, and never brought back."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from mnemonic import Mnemonic
from sqlcipher3 import dbapi2

from tests.desktop.virtual_desktop import VirtualDesktop, wall_ms
from tests.desktop.worktracker_program import Worktracker, assert_at, end, gaps_between
from tests.waiting import wait_until
from worktracker.control.client import ControlClient
from worktracker.home import Home

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


@pytest.fixture
def program(desktop: VirtualDesktop) -> Iterator[Worktracker]:
    program = Worktracker(desktop)
    program.agree()
    yield program
    program.run("quit", code=None)
    desktop.close_windows()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_what_was_forgotten_does_not_come_back(
    program: Worktracker, desktop: VirtualDesktop, number: signal.Signals
) -> None:
    desktop.open_window("to be forgotten in part", ("held", "Held"))
    running = program.record()
    program.wait_for_title("to be forgotten in part")
    begun_ms = wall_ms()
    wait_until(lambda: wall_ms() - begun_ms > 3000, 10, "three seconds to be recorded")
    running.send_signal(number)
    running.wait(5)
    (span,) = program.spans()
    assert span.length_ms > 900
    middle_ms = (span.start_ms + span.end_ms) // 2
    program.run("forget", "--from", _instant(middle_ms), "--to", _instant(span.end_ms + 1000), "--yes")
    for _ in range(2):  # each command looks for a span that a crash left open
        (left,) = program.spans()
        assert (left.start_ms, left.end_ms) == (span.start_ms, middle_ms)


def test_what_is_seen_while_the_file_is_rewritten_is_recorded(
    program: Worktracker, desktop: VirtualDesktop
) -> None:
    first = desktop.open_window("first", ("held", "Held"))
    second = desktop.open_window("second", ("held", "Held"))
    running = program.record()
    program.wait_for_title("second")
    with _client(program) as holder:
        holder.request("hold", cut=False)
        desktop.activate(first)
        program.wait_for_title("first")
        desktop.activate(second)
        program.wait_for_title("second")
        holder.request("reload")
    end(running)
    spans = program.spans()
    assert [span.title for span in spans] == ["second", "first", "second"]
    assert gaps_between(spans) == []


def test_a_rule_that_came_with_a_hold_takes_what_was_seen_in_it(
    program: Worktracker, desktop: VirtualDesktop
) -> None:
    first = desktop.open_window("CANARY", ("held", "Held"))
    second = desktop.open_window("second", ("held", "Held"))
    third = desktop.open_window("third", ("held", "Held"))
    running = program.record()
    program.wait_for_title("third")
    with _client(program) as holder:
        holder.request("hold", cut=False)
        to_first = desktop.activate(first)
        program.wait_for_title("CANARY")
        to_second = desktop.activate(second)
        program.wait_for_title("second")
        desktop.activate(third)
        program.wait_for_title("third")
        with closing(_opened(program)) as store:
            store.execute(
                "INSERT INTO rule (action, title, regex, created_ms) VALUES ('drop', 'CANARY', 0, 0)"
            )
            store.execute("COMMIT")
        holder.request("reload")
    end(running)
    spans = program.spans()
    assert [span.title for span in spans] == ["third", "second", "third"]
    ((left_ms, back_ms),) = gaps_between(spans)
    assert_at(left_ms, to_first, 150, "the gap began")
    assert_at(back_ms, to_second, 150, "the gap ended")
    with closing(_opened(program)) as store:
        titles = {row[0] for row in store.execute("SELECT title FROM activity")}
    assert titles == {"second", "third"}  # the excluded one was never written


def test_a_rule_is_followed_even_if_the_purge_failed(program: Worktracker, desktop: VirtualDesktop) -> None:
    excluded = desktop.open_window("SECRET", ("held", "Held"))
    plain = desktop.open_window("plain", ("held", "Held"))
    running = program.record()
    desktop.activate(excluded)
    program.wait_for_title("SECRET")
    desktop.activate(plain)
    program.wait_for_title("plain")
    with closing(_opened(program)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM span").fetchone()
        said = program.run("exclude", "add", "--title", "SECRET", "--purge", code=1)
        assert len(said.err.splitlines()) == 1
    desktop.activate(excluded)
    wait_until(lambda: program.status()["activity"] is None, 10, "the rule to be followed")
    end(running)


def _client(program: Worktracker) -> ControlClient:
    return ControlClient(Home.from_environment(program.env).socket)


def _opened(program: Worktracker) -> dbapi2.Connection:
    key = bytes(Mnemonic("english").to_entropy(program.json("key", "recovery")["phrase"]))
    connection = dbapi2.connect(str(program.store))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def _instant(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds")


def test_an_older_program_that_records_keeps_its_form_of_the_record(
    program: Worktracker, desktop: VirtualDesktop
) -> None:
    desktop.open_window("in the old form", ("held", "Held"))
    running = program.record()
    program.wait_for_title("in the old form")
    with closing(_opened(program)) as store:
        numbers = store.execute("SELECT number FROM migration ORDER BY number").fetchall()
        store.execute("DELETE FROM migration WHERE number = ?", numbers[-1])  # as in an older one's record
        store.execute("COMMIT")
        said = program.run("report", code=1)
        assert "older worktracker is running" in said.err
        assert store.execute("SELECT number FROM migration ORDER BY number").fetchall() == numbers[:-1]
    end(running)
