"""Pause, resume, stop, start, quit, signals and a lost screen leave the gaps they should, and no others."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.virtual_desktop import Took, VirtualDesktop, wall_ms
from tests.desktop.worktracker_program import (
    WAYS,
    Exported,
    Way,
    Worktracker,
    assert_at,
    end,
    gaps_between,
    ms_of,
)
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

TOLERANCE_MS = 300


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        desktop.open_window("control", ("control", "Control"))
        yield desktop


@pytest.fixture
def program(desktop: VirtualDesktop) -> Iterator[Worktracker]:
    program = Worktracker(desktop)
    program.agree()
    yield program
    program.run("quit", code=None)


def assert_gaps(spans: list[Exported], expected: list[tuple[Took, Took]]) -> None:
    """See that nothing was recorded between these pairs of commands, and something all the time else."""
    gaps = gaps_between(spans)
    assert len(gaps) == len(expected), gaps
    for (start, stop), (left, back) in zip(gaps, expected, strict=True):
        assert_at(start, left, TOLERANCE_MS, "the gap began")
        assert_at(stop, back, TOLERANCE_MS, "the gap ended")


@pytest.mark.exact
@pytest.mark.parametrize("way", WAYS)
def test_commands_leave_exact_gaps(program: Worktracker, way: Way) -> None:
    before_ms = wall_ms()
    program.start(way)
    assert program.status()["state"] == "recording"

    paused = program.run("pause").took
    status = program.status()
    assert (status["state"], status["resume_at"], status["activity"]) == ("paused", None, None)
    assert_at(ms_of(status["since"]), paused, 0, "since")
    resumed = program.run("resume").took
    status = program.status()
    assert status["state"] == "recording"
    assert_at(ms_of(status["since"]), resumed, 0, "since")

    timed = program.run("pause", "--for", "5s").took
    status = program.status()
    assert status["state"] == "paused"
    assert_at(ms_of(status["resume_at"]) - 5000, timed, 5, "resume_at")
    program.wait_for_state("recording")
    by_itself = Took(timed.before_ms + 5000, timed.after_ms + 5000)

    stopped = program.run("stop").took
    status = program.status()
    assert (status["state"], status["resume_at"], status["activity"]) == ("stopped", None, None)
    program.run("pause", code=1)
    started = program.run("start").took
    program.run("start")  # once more changes nothing
    assert program.status()["state"] == "recording"

    longer = program.run("pause", "--for", "1h").took
    program.run("pause", "--for", "2h")  # another pause in place of the first, no gap of its own
    status = program.status()
    assert 7_190_000 < ms_of(status["resume_at"]) - wall_ms() <= 7_200_000
    stopped_while_paused = program.run("stop").took
    assert program.status()["state"] == "stopped"
    resumed_from_stop = program.run("resume").took
    assert stopped_while_paused.before_ms < resumed_from_stop.before_ms

    ended = program.quit().took
    assert program.status()["state"] == "off"
    spans = program.spans()
    assert before_ms <= spans[0].start_ms
    assert_at(spans[-1].end_ms, ended, 0, "the end")
    assert_gaps(
        spans,
        [(paused, resumed), (timed, by_itself), (stopped, started), (longer, resumed_from_stop)],
    )
    ((gap_start, gap_end),) = gaps_between(spans)[1:2]
    assert gap_end - gap_start == pytest.approx(5000, abs=300)
    assert {span.state for span in spans} == {"active"}


def test_quit_during_a_pause_and_while_stopped_adds_nothing(program: Worktracker) -> None:
    for command in ("pause", "stop"):
        program.record()
        left = program.run(command).took
        time.sleep(0.2)
        program.quit()
        assert_at(program.spans()[-1].end_ms, left, 0, "the end")
    assert len(program.spans()) == 2


def test_pause_until_a_time_of_day(program: Worktracker) -> None:
    program.record()
    zone = datetime.fromisoformat(program.status()["since"]).tzinfo
    soon = datetime.now(zone) + timedelta(minutes=5)
    program.run("pause", "--until", f"{soon:%H:%M}")
    resume_at = datetime.fromisoformat(program.status()["resume_at"])
    assert resume_at == soon.replace(second=0, microsecond=0)
    assert resume_at.utcoffset() == soon.utcoffset()
    # A time of day that has passed is tomorrow's.
    past = datetime.now(zone) - timedelta(minutes=5)
    program.run("pause", "--until", f"{past:%H:%M}")
    resume_at = datetime.fromisoformat(program.status()["resume_at"])
    assert resume_at == past.replace(second=0, microsecond=0) + timedelta(days=1)
    program.run("pause", "--until", "tomorrow")
    resume_at = datetime.fromisoformat(program.status()["resume_at"])
    assert resume_at == past.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


@pytest.mark.exact
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_end_the_recorder_at_once_with_nothing_lost(
    program: Worktracker, number: signal.Signals
) -> None:
    running = program.record()
    wait_until(lambda: _sleeps(running.pid), 10, "the recorder to sleep")
    took = end(running, number, within_s=3)
    assert took.after_ms - took.before_ms < 1500
    (span,) = program.spans()
    assert_at(span.end_ms, took, 0, "the end")
    assert program.status()["state"] == "off"
    assert not list(program.home.glob("*-wal")), "what was written lies in the file itself"
    end(program.record(), number)  # and again: nothing is in the way


def test_a_pause_does_not_outlive_its_recorder(program: Worktracker) -> None:
    running = program.record()
    program.run("pause", "--for", "1h")
    end(running)
    running = program.record()
    program.wait_for_state("recording")
    took = end(running, signal.SIGINT)
    assert_at(program.spans()[-1].end_ms, took, 0, "the end")


def test_a_killed_recorder_has_its_time_up_to_the_last_beat(
    program: Worktracker, desktop: VirtualDesktop
) -> None:
    running = program.record()
    began_ms = ms_of(program.status()["since"])
    until = time.monotonic() + 3
    while time.monotonic() < until:
        desktop.nudge()
        time.sleep(0.1)
    killed_ms = wall_ms()
    running.kill()
    running.wait(5)
    assert program.status()["state"] == "off"
    (span,) = program.spans()
    assert span.start_ms == pytest.approx(began_ms, abs=20)
    assert killed_ms - 2000 <= span.end_ms <= killed_ms
    end(program.record())
    assert program.spans()[0] == span


def test_a_lost_screen_ends_the_span_and_record_waits_for_it() -> None:
    with VirtualDesktop(keyring=True) as own:
        program = Worktracker(own)
        program.agree()
        own.open_window("before", ("control", "Control"))
        running = program.record()
        program.wait_for_title("before")
        time.sleep(0.5)
        before_ms = wall_ms()
        own.lose_screen()
        lost = Took(before_ms, wall_ms())
        program.wait_for_window_source(None)
        assert (program.status()["state"], program.status()["activity"]) == ("paused", None)
        assert "nothing is recorded" in program.run("status").out.splitlines()[0]
        program.run("report")
        assert running.poll() is None
        found_ms = wall_ms()
        own.find_screen()
        own.open_window("after", ("control", "Control"))
        opened_ms = wall_ms()
        program.wait_for_title("after")
        took = end(running)
        spans = program.spans()
        assert [span.title for span in spans if span.title] == ["before", "after"]
        assert_at(spans[0].end_ms, lost, TOLERANCE_MS, "the span ended")
        assert spans[1].start_ms >= found_ms
        back = next(span for span in spans if span.title == "after")
        assert back.start_ms <= opened_ms + 2500, "record looks for the screen every two seconds"
        assert_at(spans[-1].end_ms, took, 0, "the end")
        own.lose_screen()
        waiting = program.launch_record()
        wait_until(lambda: "Waiting" in program.said(), 10, "record to wait for a screen")
        end(waiting)
        assert program.spans() == spans


def test_a_screen_that_comes_back_is_left_alone_while_paused_or_stopped() -> None:
    with VirtualDesktop(keyring=True) as own:
        program = Worktracker(own)
        program.agree()
        running = program.record()
        own.lose_screen()
        program.wait_for_window_source(None)
        program.run("stop")
        own.find_screen()
        own.open_window("not to be seen", ("control", "Control"))
        # Every two seconds it is looked for: give it time to be found.
        time.sleep(2.5)
        status = program.status()
        assert (status["state"], status["sources"]["window"]) == ("stopped", None)
        assert "recording goes on" not in program.said()
        program.run("start")
        program.wait_for_title("not to be seen")
        end(running)


def test_resuming_without_a_screen_records_once_it_is_back() -> None:
    with VirtualDesktop(keyring=True) as own:
        program = Worktracker(own)
        program.agree()
        running = program.record()
        own.lose_screen()
        program.wait_for_window_source(None)
        program.run("pause")
        program.run("resume")
        assert program.status()["state"] == "paused"
        own.find_screen()
        own.open_window("after", ("control", "Control"))
        program.wait_for_title("after")
        end(running)


def test_record_without_a_display_says_so(program: Worktracker) -> None:
    said = program.run("record", code=1, DISPLAY="")
    assert len(said.err.splitlines()) == 1
    assert program.status()["state"] == "off"


@pytest.mark.skipif("app" not in WAYS, reason="the desktop app is not there")
def test_the_app_ends_with_its_screen() -> None:
    with VirtualDesktop(tray="tint2", keyring=True) as own:
        program = Worktracker(own)
        program.agree()
        own.open_window("before", ("control", "Control"))
        program.start("app")
        program.wait_for_title("before")
        apps = [each for each in own.program_ids() if b"worktracker" in _command(each)]
        before_ms = wall_ms()
        own.lose_screen()
        lost = Took(before_ms, wall_ms())
        wait_until(lambda: not any(Path(f"/proc/{each}").exists() for each in apps), 5, "the app to end")
        assert program.status()["state"] == "off"
        (span,) = program.spans()
        assert_at(span.end_ms, lost, TOLERANCE_MS, "the span ended")


@pytest.mark.exact
@pytest.mark.skipif("app" not in WAYS, reason="the desktop app is not there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_end_the_app_at_once_with_nothing_lost(
    program: Worktracker, desktop: VirtualDesktop, number: signal.Signals
) -> None:
    others = set(desktop.program_ids())
    program.start("app")
    new = [each for each in desktop.program_ids() if each not in others]
    (app,) = [each for each in new if b"worktracker" in _command(each)]
    wait_until(lambda: _sleeps(app), 10, "the app to sleep")
    before_ms = wall_ms()
    os.kill(app, number)
    wait_until(lambda: not Path(f"/proc/{app}").exists(), 3, "the app to end")
    took = Took(before_ms, wall_ms())
    (span,) = program.spans()
    assert_at(span.end_ms, took, 0, "the end")


def _sleeps(process: int) -> bool:
    """Whether a process waits for something to happen (state S in proc(5))."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "S"


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""
