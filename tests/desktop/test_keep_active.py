"""Calls and films: the program in front keeps the time active without input, up to the cap."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.inhibiting import Held, Inhibiting, PolicyAgent, PowerManager, SessionManager
from tests.desktop.logind import Logind
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.window import Took, Window
from tests.desktop.worktracker_program import WAYS, Exported, Way, Worktracker, assert_at, gaps_between
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

TOLERANCE_MS = 400
THRESHOLD_S, CAP_S = 1, 3


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True, system_bus=True) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def logind(desktop: VirtualDesktop) -> Iterator[Logind]:
    assert desktop.system_bus is not None
    with Logind(desktop.system_bus) as logind:
        yield logind


@pytest.fixture(scope="module")
def music(desktop: VirtualDesktop) -> Window:
    """Behind everything, all the time."""
    return desktop.open_window("a song", ("music", "Music"))


@pytest.fixture(scope="module")
def film(desktop: VirtualDesktop, music: Window) -> Window:
    return desktop.open_window("a film", ("player", "Player"))


@pytest.fixture
def program(desktop: VirtualDesktop, logind: Logind, film: Window) -> Iterator[Worktracker]:
    program = Worktracker(desktop)
    program.agree()
    program.set("idle-threshold", f"{THRESHOLD_S}s")
    program.set("keep-active-cap", f"{CAP_S}s")
    film.set_title("a film")
    desktop.activate(film)
    yield program
    program.run("quit", code=None)
    logind.inhibit_idle()


def begin(desktop: VirtualDesktop, program: Worktracker, way: Way = "record") -> Took:
    """Let it record the film; the last input."""
    program.start(way)
    desktop.nudge()
    program.wait_for_title("a film")
    return desktop.nudge()


def begin_for_long(desktop: VirtualDesktop, logind: Logind, film: Window, program: Worktracker) -> Took:
    """Let it record a film that keeps the time active, until it does; the last input."""
    program.set("keep-active-cap", "1h")
    logind.inhibit_idle(film.pid)
    begin(desktop, program)
    logind.asked.clear()
    last = desktop.nudge()
    wait_until(lambda: "ListInhibitors" in logind.asked, 15.0, "the threshold")
    return last


def idle_after(program: Worktracker, input_: Took) -> Exported:
    """The first idle span after an input; before it, all is active."""
    program.run("quit", code=None)
    spans = [span for span in program.spans() if span.end_ms > input_.after_ms + TOLERANCE_MS]
    found = next(span for span in spans if span.state == "idle")
    assert {span.state for span in spans if span.start_ms < found.start_ms} <= {"active"}
    assert gaps_between(spans) == []
    return found


def later(took: Took, seconds: float) -> Took:
    return Took(took.before_ms + round(seconds * 1000), took.after_ms + round(seconds * 1000))


def decided(program: Worktracker) -> list[tuple[str, str | None]]:
    """State and what decided, of each span that lasts."""
    lines = map(json.loads, program.run("export", "--format", "jsonl", "--explain").out.splitlines())
    return [(line["state"], line.get("decided_by")) for line in lines if line["duration_seconds"] > 0.01]


@pytest.mark.parametrize("way", WAYS)
def test_a_film_in_front_is_active_until_the_cap(
    desktop: VirtualDesktop, logind: Logind, film: Window, program: Worktracker, way: Way
) -> None:
    logind.inhibit_idle(film.pid)
    last = begin(desktop, program, way)
    program.wait_for_state("idle")
    assert_at(idle_after(program, last).start_ms, later(last, CAP_S), TOLERANCE_MS, "the cap")
    assert decided(program)[-3:] == [("active", None), ("active", "keep-active-inhibitor"), ("idle", None)]


def test_music_behind_it_is_idle_at_the_last_input(
    desktop: VirtualDesktop, logind: Logind, music: Window, program: Worktracker
) -> None:
    logind.inhibit_idle(music.pid)
    program.run("keep-active", "add", "Music")
    last = begin(desktop, program)
    program.wait_for_state("idle")
    assert_at(idle_after(program, last).start_ms, last, TOLERANCE_MS, "idle began")


def test_what_was_started_from_the_terminal_in_front_is_not_in_front(
    desktop: VirtualDesktop, logind: Logind, program: Worktracker
) -> None:
    terminal = desktop.start(["xterm", "-T", "a terminal", "-e", "sleep", "1000"], name="xterm")
    try:
        program.record()
        desktop.nudge()
        program.wait_for_title("a terminal")
        (song,) = wait_for_children(terminal.pid)
        logind.inhibit_idle(song)
        last = desktop.nudge()
        program.wait_for_state("idle")
        logind.inhibit_idle(terminal.pid)
        again = desktop.nudge()
        program.wait_for_state("recording")
        program.wait_for_state("idle")
        idle = idle_after(program, last)
        assert_at(idle.start_ms, last, TOLERANCE_MS, "idle began")
        assert_at(idle_after(program, again).start_ms, later(again, CAP_S), TOLERANCE_MS, "the cap")
    finally:
        terminal.terminate()
        terminal.wait(15)


def wait_for_children(process: int) -> list[int]:
    """What a program has started, as soon as there is something."""
    path = Path(f"/proc/{process}/task/{process}/children")
    wait_until(lambda: path.read_text().split(), 15.0, "a child")
    return [int(child) for child in path.read_text().split()]


def test_idle_begins_where_the_film_ends(
    desktop: VirtualDesktop, logind: Logind, film: Window, program: Worktracker
) -> None:
    last = begin_for_long(desktop, logind, film, program)
    ended = logind.inhibit_idle()
    program.wait_for_state("idle")
    assert_at(idle_after(program, last).start_ms, ended, TOLERANCE_MS, "the film ended")


@pytest.mark.parametrize(
    ("kind", "name", "way"),
    [
        (SessionManager, "org.example.Player", "record"),
        (PolicyAgent, "/usr/bin/player", WAYS[-1]),
        (PowerManager, "PLAYER", "record"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_a_desktop_holds_for_the_program_in_front(
    desktop: VirtualDesktop,
    film: Window,
    program: Worktracker,
    kind: type[Inhibiting],
    name: str,
    way: Way,
) -> None:
    with kind(desktop.bus) as service:
        service.hold(Held("Music"), Held(name))
        watched = begin(desktop, program, way)
        program.wait_for_state("idle")

        program.set("keep-active-cap", "1h")
        service.hold(Held(name))
        service.asked.clear()
        call = desktop.nudge()
        wait_until(lambda: kind.last_question in service.asked, 15.0, "the threshold of the call")
        ended = service.hold()
        if isinstance(service, PowerManager):  # says nothing, so it is asked at the next title
            ended = film.set_title("the end")
        program.wait_for_state("idle")

        others = [] if kind is PowerManager else [Held(name, idle=False)]  # Xfce's are all of one kind
        service.hold(Held("Music"), *others)
        service.asked.clear()
        music = desktop.nudge()
        wait_until(lambda: service.asked, 15.0, "the threshold of the music")
        program.wait_for_state("idle")
    assert_at(idle_after(program, watched).start_ms, later(watched, CAP_S), TOLERANCE_MS, "the cap")
    assert_at(idle_after(program, call).start_ms, ended, TOLERANCE_MS, "the call ended")
    assert_at(idle_after(program, music).start_ms, music, TOLERANCE_MS, "idle began")
    assert ("active", "keep-active-inhibitor") in decided(program)


def test_a_desktop_that_does_not_answer_keeps_nothing_and_holds_nobody_up(
    desktop: VirtualDesktop, logind: Logind, film: Window, program: Worktracker
) -> None:
    with SessionManager(desktop.bus) as hung:
        hung.hold(Held("Player"))
        hung.hangs = True
        last = begin(desktop, program)
        program.wait_for_state("idle")
        logind.inhibit_idle(film.pid)  # others are heard all the same
        hung.asked.clear()
        again = desktop.nudge()
        program.wait_for_state("recording")
        program.wait_for_state("idle")
        assert hung.asked == []  # it is left aside for as long as it is there
    assert_at(idle_after(program, last).start_ms, last, TOLERANCE_MS, "idle began")
    assert_at(idle_after(program, again).start_ms, later(again, CAP_S), TOLERANCE_MS, "the cap")


def test_idle_begins_where_another_window_comes_to_the_front(
    desktop: VirtualDesktop, logind: Logind, film: Window, program: Worktracker
) -> None:
    last = begin_for_long(desktop, logind, film, program)
    popup = desktop.open_window("popped up", ("other", "Other"))
    program.wait_for_state("idle")
    popup.close()
    assert_at(idle_after(program, last).start_ms, popup.opened, TOLERANCE_MS, "the film was left")


def test_a_program_on_the_list_is_active_until_the_cap(desktop: VirtualDesktop, program: Worktracker) -> None:
    begin(desktop, program)
    program.run("keep-active", "add", "play*")  # followed while it records
    last = desktop.nudge()
    program.wait_for_state("idle")
    program.run("keep-active", "remove", "PLAY*")
    again = desktop.nudge()
    program.wait_for_state("recording")
    program.wait_for_state("idle")
    idle = idle_after(program, last)
    assert_at(idle.start_ms, later(last, CAP_S), TOLERANCE_MS, "the cap")
    assert_at(idle_after(program, again).start_ms, again, TOLERANCE_MS, "off the list")
    assert ("active", "keep-active-list") in decided(program)


def test_the_list(program: Worktracker) -> None:
    assert program.json("keep-active", "list") == []
    program.run("keep-active", "add", "zoom")
    program.run("keep-active", "add", "Zoom")
    program.run("keep-active", "add", "teams*")
    assert program.json("keep-active", "list") == [{"app": "zoom"}, {"app": "teams*"}]
    assert program.run("keep-active", "list").out == "zoom\nteams*\n"
    program.run("keep-active", "remove", "zoom")
    assert "not on the list" in program.run("keep-active", "remove", "zoom", code=2).err
    program.run("settings", "set", "keep-active-cap", "3d", code=2)
