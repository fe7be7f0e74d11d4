"""Nobody there: idle time begins at the last input, and what was recorded since is taken back."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.desktop.virtual_desktop import VirtualDesktop
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

pytestmark = [pytest.mark.desktop, pytest.mark.exact]

TOLERANCE_MS = 300
"""The goal is a second; the server tells the time of the last input to the millisecond."""


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        yield desktop


@pytest.fixture
def program(desktop: VirtualDesktop) -> Iterator[Worktracker]:
    program = Worktracker(desktop)
    program.agree()
    program.set("idle-threshold", "2s")
    yield program
    program.run("quit", code=None)
    desktop.close_windows()


def shown(spans: list[Exported]) -> list[tuple[str, str | None]]:
    """State and title of each span, in order."""
    return [(span.state, span.title) for span in spans]


@pytest.mark.parametrize("way", WAYS)
def test_idle_begins_at_the_last_input_and_takes_back(
    desktop: VirtualDesktop, program: Worktracker, way: Way
) -> None:
    window = desktop.open_window("before", ("work", "Work"))
    desktop.nudge()
    program.start(way)
    desktop.nudge()  # the start may have taken longer than the threshold
    program.wait_for_title("before")
    first = desktop.nudge()
    time.sleep(0.3)
    window.set_title("typed into")
    time.sleep(1.2)
    left = desktop.nudge()
    # Nobody is there from here on; the title goes on by itself, and another window comes up.
    time.sleep(0.4)
    window.set_title("by itself")
    time.sleep(1.1)
    popup = desktop.open_window("popped up", ("work", "Work"))
    program.wait_for_state("idle")
    status = program.status()  # asking is no input
    assert (status["state"], status["activity"]) == ("idle", None)
    assert_at(ms_of(status["since"]), left, TOLERANCE_MS, "since")
    popup.set_title("by itself while idle")
    back = desktop.nudge()
    program.wait_for_title("by itself while idle")
    desktop.nudge()
    ended = program.quit().took

    # What was before the first input depends on how long the start took.
    spans = [span for span in program.spans() if span.end_ms > first.after_ms]
    assert shown(spans) == [
        ("active", "before"),
        ("active", "typed into"),
        ("idle", None),
        ("active", "by itself while idle"),
    ]
    assert gaps_between(program.spans()) == []
    idle = spans[2]
    assert idle.app is None
    assert_at(idle.start_ms, left, TOLERANCE_MS, "idle began")
    assert_at(idle.end_ms, back, TOLERANCE_MS, "idle ended")
    assert_at(spans[-1].end_ms, ended, 0, "the end")
    # The totals know of it too.
    spans = program.spans()
    lengths = {
        state: sum(span.length_ms for span in spans if span.state == state) / 1000
        for state in ("active", "idle")
    }
    totals = {row["key"]: row["seconds"] for row in program.json("report", "--idle")["rows"]}
    assert totals == {"Work": lengths["active"], "Idle": lengths["idle"]}
    assert [row["key"] for row in program.json("report")["rows"]] == ["Work"]
    assert program.status()["today"] == {
        "active_seconds": lengths["active"],
        "idle_seconds": lengths["idle"],
        "private_seconds": 0.0,
    }


def test_input_right_before_the_threshold_keeps_one_there(
    desktop: VirtualDesktop, program: Worktracker
) -> None:
    desktop.open_window("slow reader", ("work", "Work"))
    program.record()
    inputs = []
    for _ in range(3):
        inputs.append(desktop.nudge())
        time.sleep(1.85)
    inputs.append(desktop.nudge())
    program.wait_for_state("idle")
    program.quit()
    spans = [span for span in program.spans() if span.end_ms > inputs[0].after_ms + TOLERANCE_MS]
    assert shown(spans) == [("active", "slow reader"), ("idle", None)]
    assert_at(spans[1].start_ms, inputs[-1], TOLERANCE_MS, "idle began")


def test_away_and_back_again_and_again(desktop: VirtualDesktop, program: Worktracker) -> None:
    program.set("idle-threshold", "1s")
    desktop.open_window("to and fro", ("work", "Work"))
    program.record()
    left, back = [], []
    for _ in range(3):
        left.append(desktop.nudge())
        program.wait_for_state("idle")
        back.append(desktop.nudge())
        program.wait_for_state("recording")
        time.sleep(0.2)
    left.append(desktop.nudge())
    program.quit()
    spans = program.spans()
    idle = [span for span in spans if span.state == "idle" and span.end_ms > left[0].after_ms + TOLERANCE_MS]
    for span, since, until in zip(idle[:3], left, back, strict=False):
        assert_at(span.start_ms, since, TOLERANCE_MS, "idle began")
        assert_at(span.end_ms, until, TOLERANCE_MS, "idle ended")
    assert len(idle) in (3, 4)  # the end may take longer than the threshold
    assert gaps_between(spans) == []


def test_recording_that_begins_while_nobody_is_there_is_idle_from_its_start(
    desktop: VirtualDesktop, program: Worktracker
) -> None:
    desktop.open_window("left alone", ("work", "Work"))
    desktop.nudge()
    time.sleep(2.1)
    running = program.record()
    program.wait_for_state("idle")
    back = desktop.nudge()
    program.wait_for_state("recording")
    end(running)
    spans = program.spans()
    assert shown(spans) == [("idle", None), ("active", "left alone")]
    assert_at(spans[1].start_ms, back, TOLERANCE_MS, "somebody came")


def test_a_pause_while_idle_leaves_a_gap_and_no_idle_time(
    desktop: VirtualDesktop, program: Worktracker
) -> None:
    program.set("idle-threshold", "1s")
    desktop.open_window("away", ("work", "Work"))
    program.record()
    program.wait_for_state("idle")
    paused = program.run("pause").took
    desktop.nudge()
    resumed = program.run("resume").took
    program.quit()
    spans = program.spans()
    ((start, stop),) = gaps_between(spans)
    assert_at(start, paused, 0, "the pause began")
    assert_at(stop, resumed, 0, "the pause ended")
    assert next(span for span in spans if span.end_ms == start).state == "idle"


def test_a_changed_threshold_holds_at_once(desktop: VirtualDesktop, program: Worktracker) -> None:
    program.set("idle-threshold", "1h")
    desktop.open_window("patient", ("work", "Work"))
    program.record()
    last = desktop.nudge()
    time.sleep(1.2)
    program.wait_for_state("recording")
    program.set("idle-threshold", "1s")
    program.wait_for_state("idle", 3)
    program.quit()
    idle = program.spans()[-1]
    assert idle.state == "idle"
    assert_at(idle.start_ms, last, TOLERANCE_MS, "idle began")
