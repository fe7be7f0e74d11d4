"""Lock, user switch, sleep and shutdown as logind and screen savers tell of them, in the program's spans.

logind itself can't run here: it is played by :mod:`tests.desktop.logind`, on a private system bus.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.logind import Logind
from tests.desktop.screensaver import ScreenSaver
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.window import Took, Window, wall_ms
from tests.desktop.worktracker_program import WAYS, Exported, Way, Worktracker, assert_at, gaps_between
from tests.waiting import wait_until
from worktracker.app.opening import Opening, OpenStore
from worktracker.capture.session.bus import CALL_MS
from worktracker.clock import SystemClock
from worktracker.control.client import ControlClient
from worktracker.home import Home

pytestmark = pytest.mark.desktop

TOLERANCE_MS = 300
"""The goal is a second."""

RELEASED_WITHIN_MS = 1000
"""logind itself waits five times as long (InhibitDelayMaxSec, logind.conf(5))."""

PATIENCE_S = 15.0

STRETCH_S = 0.7
"""How long a state is left standing."""


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True, system_bus=True) as desktop:
        yield desktop


@pytest.fixture(scope="module", autouse=True)
def work(desktop: VirtualDesktop) -> Window:
    return desktop.open_window("at work", ("work", "Work"))


@pytest.fixture
def logind(desktop: VirtualDesktop) -> Iterator[Logind]:
    assert desktop.system_bus is not None
    with Logind(desktop.system_bus) as logind:
        yield logind


@pytest.fixture
def program(desktop: VirtualDesktop) -> Iterator[Worktracker]:
    program = Worktracker(desktop)
    program.agree()
    yield program
    program.run("quit", code=None)


def recorded(program: Worktracker) -> list[Exported]:
    """All spans, after the end of the program; no two of them may touch what is neither."""
    program.quit()
    return program.spans()


def states(spans: list[Exported]) -> list[str]:
    return [span.state for span in spans]


def wait_for_locked(program: Worktracker, locked: bool) -> None:
    program.wait_for_state("idle" if locked else "recording")


@pytest.mark.parametrize("way", WAYS)
def test_lock_and_unlock(
    desktop: VirtualDesktop, work: Window, logind: Logind, program: Worktracker, way: Way
) -> None:
    program.start(way)
    program.wait_for_title("at work")
    assert program.status()["sources"]["session"] == "logind"
    assert not any("lock" in hint for hint in hints(program))
    time.sleep(STRETCH_S)
    locked = logind.lock()
    wait_for_locked(program, True)
    asked = hints(program)
    logind.set_locked(True)
    window = desktop.open_window("behind the lock", ("secret", "Secret"))
    time.sleep(STRETCH_S)
    window.close()
    desktop.activate(work)
    wait_until(
        lambda: not any("asked to lock" in hint for hint in hints(program)), PATIENCE_S, "the confirmation"
    )
    unlocked = logind.set_locked(False)
    wait_for_locked(program, False)
    time.sleep(STRETCH_S)
    again = logind.lock()
    wait_for_locked(program, True)
    open_again = logind.unlock()
    wait_for_locked(program, False)
    assert any("asked to lock" in hint for hint in asked)

    spans = recorded(program)
    assert states(spans) == ["active", "locked", "active", "locked", "active"]
    for at_ms, took in zip(
        (spans[1].start_ms, spans[1].end_ms, spans[3].start_ms, spans[3].end_ms),
        (locked, unlocked, again, open_again),
        strict=True,
    ):
        assert_at(at_ms, took, TOLERANCE_MS, "the lock")
    assert {span.title for span in spans if span.state == "locked"} == {None}
    assert not any(span.app == "Secret" for span in spans)
    assert gaps_between(spans) == []


def test_another_users_turn(logind: Logind, program: Worktracker) -> None:
    program.record()
    program.wait_for_title("at work")
    left = logind.set_active(False)
    wait_for_locked(program, True)
    time.sleep(STRETCH_S)
    back = logind.set_active(True)
    wait_for_locked(program, False)
    spans = recorded(program)
    assert states(spans) == ["active", "locked", "active"]
    assert_at(spans[1].start_ms, left, TOLERANCE_MS, "the switch away")
    assert_at(spans[1].end_ms, back, TOLERANCE_MS, "the switch back")


def test_a_session_that_is_locked_when_recording_begins(logind: Logind, program: Worktracker) -> None:
    logind.set_locked(True)
    program.record()
    wait_for_locked(program, True)
    unlocked = logind.set_locked(False)
    wait_for_locked(program, False)
    spans = recorded(program)
    assert states(spans) == ["locked", "active"]
    assert_at(spans[1].start_ms, unlocked, TOLERANCE_MS, "unlocked")


@pytest.mark.exact
@pytest.mark.parametrize("way", WAYS)
def test_what_was_recorded_is_written_before_the_machine_sleeps(
    logind: Logind, program: Worktracker, way: Way
) -> None:
    program.start(way)
    program.wait_for_title("at work")
    held = logind.wait_for_delay()
    assert held.released_ms is None
    time.sleep(STRETCH_S)
    process = recorder_of(program)
    # The moment that it lets go, the machine sleeps: it can't do anything any more.
    logind.released = lambda: os.kill(process, signal.SIGSTOP)
    try:
        asleep = logind.prepare_for_sleep(True)
        wait_until(lambda: held.released_ms is not None, PATIENCE_S, "the inhibitor to be released")
        assert held.released_ms is not None
        assert held.released_ms - asleep.before_ms < RELEASED_WITHIN_MS
        wait_until(lambda: is_stopped(process), PATIENCE_S, "the machine to sleep")
        (stored,) = [end for _, end, state in stored_spans(program) if state == 0][-1:]
        assert_at(stored, asleep, TOLERANCE_MS, "the span that was open ended")
        time.sleep(STRETCH_S)
    finally:
        logind.released = lambda: None
        os.kill(process, signal.SIGCONT)
    time.sleep(0.2)  # the program runs before logind says that the machine woke up
    awake = logind.prepare_for_sleep(False)
    wait_until(lambda: program.status()["activity"] is not None, PATIENCE_S, "recording to go on")
    assert logind.wait_for_delay(2).released_ms is None, "the inhibitor is taken again"

    spans = recorded(program)
    assert states(spans) == ["active", "active"]
    ((start, end),) = gaps_between(spans)
    assert_at(start, asleep, TOLERANCE_MS, "sleep began")
    assert_at(end, awake, TOLERANCE_MS, "sleep ended")


def test_a_logind_that_is_slow_after_sleep_does_not_end_recording(
    logind: Logind, program: Worktracker
) -> None:
    program.record()
    program.wait_for_title("at work")
    held = logind.wait_for_delay()
    logind.prepare_for_sleep(True)
    wait_until(lambda: held.released_ms is not None, PATIENCE_S, "the inhibitor to be released")
    logind.slow["GetAll"] = CALL_MS / 1000 + 0.5
    logind.prepare_for_sleep(False)
    wait_until(lambda: not logind.slow, PATIENCE_S, "logind to be asked")
    wait_until(lambda: program.status()["activity"] is not None, PATIENCE_S, "recording to go on")
    logind.wait_for_delay(2)
    spans = recorded(program)
    assert states(spans) == ["active", "locked", "active"]  # silent, it is not known whether it is locked
    assert [end for _, end in gaps_between(spans)] == [spans[1].start_ms]


@pytest.mark.parametrize("way", WAYS)
def test_the_kernel_is_asked_to_tell_of_every_wake_up_while_it_records(
    program: Worktracker, way: Way
) -> None:
    program.start(way)
    program.wait_for_title("at work")
    process = recorder_of(program)
    assert clock_timers(process) == 1
    program.run("pause")
    assert clock_timers(process) == 0


@pytest.mark.exact
def test_the_inhibitor_is_released_though_nothing_can_be_written(
    logind: Logind, program: Worktracker
) -> None:
    program.record()
    program.wait_for_title("at work")
    held = logind.wait_for_delay()
    opened = open_store(program)
    try:
        opened.store.connection.execute("BEGIN IMMEDIATE")
        asleep = logind.prepare_for_sleep(True)
        wait_until(lambda: held.released_ms is not None, PATIENCE_S, "the inhibitor to be released")
        assert held.released_ms is not None
        assert held.released_ms - asleep.before_ms < RELEASED_WITHIN_MS
        opened.store.connection.execute("ROLLBACK")
    finally:
        opened.store.close()
    awake = logind.prepare_for_sleep(False)
    wait_until(lambda: program.status()["activity"] is not None, PATIENCE_S, "recording to go on")
    ((start, end),) = gaps_between(recorded(program))
    assert_at(start, asleep, TOLERANCE_MS, "sleep began")
    assert_at(end, awake, TOLERANCE_MS, "sleep ended")


def test_shutdown_ends_the_record_before_the_machine_goes_off(logind: Logind, program: Worktracker) -> None:
    running = program.record()
    program.wait_for_title("at work")
    held = logind.wait_for_delay()
    time.sleep(STRETCH_S)
    logind.released = running.kill  # off, without a word
    off = logind.prepare_for_shutdown(True)
    wait_until(lambda: held.released_ms is not None, PATIENCE_S, "the inhibitor to be released")
    running.wait(PATIENCE_S)
    logind.released = lambda: None
    logind.prepare_for_shutdown(False)
    time.sleep(STRETCH_S)
    spans = program.spans()
    assert states(spans) == ["active"]
    assert_at(spans[0].end_ms, off, TOLERANCE_MS, "the machine went off")


def test_nothing_is_held_while_nothing_is_recorded(logind: Logind, program: Worktracker) -> None:
    program.record()
    held = logind.wait_for_delay()
    program.run("pause")
    wait_until(lambda: held.released_ms is not None, PATIENCE_S, "the inhibitor to be released")
    program.run("resume")
    assert logind.wait_for_delay(2).released_ms is None


def test_a_session_that_is_not_known_any_more_is_not_active(
    desktop: VirtualDesktop, program: Worktracker
) -> None:
    assert desktop.system_bus is not None
    with Logind(desktop.system_bus) as logind:
        program.record()
        program.wait_for_title("at work")
        logind.wait_for_delay()
        time.sleep(STRETCH_S)
    lost = Took(wall_ms(), wall_ms())
    wait_for_locked(program, True)
    assert any("can't be heard" in hint for hint in hints(program))
    with Logind(desktop.system_bus):
        wait_for_locked(program, False)
        spans = recorded(program)
    assert states(spans) == ["active", "locked", "active"]
    assert_at(spans[1].start_ms, lost, TOLERANCE_MS, "logind fell silent")


def test_no_logind_and_no_saver_leaves_the_desktop_usable(program: Worktracker) -> None:
    program.record()
    program.wait_for_title("at work")
    assert program.status()["sources"]["session"] is None
    assert any("screen locker" in hint for hint in hints(program))
    assert states(recorded(program)) == ["active"]


def test_a_screen_saver_of_the_desktop(desktop: VirtualDesktop, program: Worktracker) -> None:
    program.record()
    program.wait_for_title("at work")
    with ScreenSaver(desktop.bus, "org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver") as saver:
        wait_until(lambda: program.status()["sources"]["session"] == "screensaver", PATIENCE_S, "the saver")
        assert not any("screen locker" in hint for hint in hints(program))
        on = saver.set_active(True)
        wait_for_locked(program, True)
        time.sleep(STRETCH_S)
        off = saver.set_active(False)
        wait_for_locked(program, False)
        spans = recorded(program)
    assert states(spans) == ["active", "locked", "active"]
    assert_at(spans[1].start_ms, on, TOLERANCE_MS, "the saver came on")
    assert_at(spans[1].end_ms, off, TOLERANCE_MS, "the saver went off")


def hints(program: Worktracker) -> list[str]:
    """What ``doctor`` says of the desktop, asked of the running program itself."""
    asked = ControlClient(Home.from_environment(program.env).socket)
    return list(asked.request("sources")["limits"])  # type: ignore[call-overload]


def recorder_of(program: Worktracker) -> int:
    """The process that records: the one that has the home's heartbeat in its memory."""
    beat = str(Home.from_environment(program.env).heartbeat)
    for process in program.session.program_ids():
        with contextlib.suppress(OSError):
            if beat in Path(f"/proc/{process}/maps").read_text():
                return process
    raise AssertionError("nobody records")


def clock_timers(process: int) -> int:
    """How many timers of a process end when the wall clock is set: TFD_TIMER_CANCEL_ON_SET."""
    found = 0
    for file in Path(f"/proc/{process}/fdinfo").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed in between
            facts = file.read_text()
            found += "clockid: 0\n" in facts and "settime flags: 03\n" in facts
    return found


def is_stopped(process: int) -> bool:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def open_store(program: Worktracker) -> OpenStore:
    opened = Opening(Home.from_environment(program.env), SystemClock(), None, program.env).existing()
    assert opened is not None
    return opened


def stored_spans(program: Worktracker) -> list[tuple[int, int, int]]:
    """Start, end and state of what is in the file, whatever the program does."""
    opened = open_store(program)
    try:
        return opened.store.connection.execute(
            "SELECT start_ms, start_ms + length_ms, state FROM span ORDER BY id"
        ).fetchall()
    finally:
        opened.store.close()
