"""Whose time it was: what real windows did on a real screen, against what the program says of it."""

from __future__ import annotations

import itertools
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from Xlib import X, display
from Xlib.protocol import event

from tests.desktop.virtual_desktop import Took, VirtualDesktop, Window, wall_ms
from tests.desktop.worktracker_program import WAYS, Exported, Way, Worktracker, gaps_between
from tests.waiting import wait_until

pytestmark = [pytest.mark.desktop, pytest.mark.exact]

SWITCHES = 60
TOLERANCE_MS = 150
TITLE_DWELL_S = 1.1
"""A title that changes again sooner may be settled away, as it says in the public interface."""


@dataclass(frozen=True)
class Seen:
    """What is in front from some moment on, as the script made it."""

    took: Took
    app: str | None
    title: str | None

    @property
    def middle_ms(self) -> float:
        return (self.took.before_ms + self.took.after_ms) / 2


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        yield desktop


class Script:
    """Does things to windows, and writes down what is in front since when."""

    def __init__(self, desktop: VirtualDesktop, seed: int) -> None:
        self._desktop = desktop
        self._random = random.Random(seed)
        self._display = display.Display(desktop.env["DISPLAY"])
        self._display.set_error_handler(lambda *_: True)
        self._shown: dict[Window, tuple[str | None, str | None]] = {}
        self._numbers = itertools.count(1)
        self._far: Window | None = None
        self.front: Window | None = None
        self.seen: list[Seen] = []

    def close(self) -> None:
        self._display.close()

    def open(self, title: str | None, app: str | None) -> Window:
        window = self._desktop.open_window(title, None if app is None else (app.lower(), app))
        if app is None:  # without a class it is the name of the program's file
            app = "window_program"
        self._shown[window] = (app, title)
        self._note(window, window.opened)
        return window

    def switch(self) -> None:
        """Bring any other window to the front."""
        window = self._random.choice([each for each in self._shown if each not in (self.front, self._far)])
        self._note(window, self._desktop.activate(window))

    def switch_to(self, window: Window) -> None:
        self._note(window, self._desktop.activate(window))

    def open_another(self) -> None:
        self.open(f"window {next(self._numbers)}", self._random.choice(["Viewer", "Editor", "Term"]))

    def retitle(self) -> None:
        """The window in front changes its title by itself, and keeps it for a while."""
        if self.front is None:
            self.switch()
            self.dwell()
        assert self.front is not None
        app, title = self._shown[self.front]
        changed = f"{str(title)[:12]} – {next(self._numbers)} ✎"
        took = self.front.set_title(changed)
        self._shown[self.front] = (app, changed)
        self._note(self.front, took)
        time.sleep(TITLE_DWELL_S)

    def close_front(self) -> None:
        """The window in front closes itself; the window manager chooses the next one."""
        if self.front is None or len(self._shown) < 4:
            self.switch()
            return
        closing = self.front
        del self._shown[closing]
        before_ms = wall_ms()
        closing.close()
        self._note_whichever(before_ms)

    def leave_windows(self) -> None:
        """To a desktop without windows, and after a while back."""
        before_ms = wall_ms()
        self._go_to_desktop(3)
        wait_until(lambda: self._desktop.active_window() is None, 10, "no window in front")
        self._note(None, Took(before_ms, wall_ms()))
        self._return()

    def visit_far(self) -> None:
        """To the desktop with the one window on it, and after a while back."""
        before_ms = wall_ms()
        self._go_to_desktop(1)
        wait_until(lambda: self._is_in_front(self._far), 10, "the far window")
        self._note_whichever(before_ms)
        self._return()

    def _return(self) -> None:
        """Back to the desktop with the other windows, the last of which comes to the front again."""
        self.dwell()
        left = self.front
        before_ms = wall_ms()
        self._go_to_desktop(0)
        wait_until(lambda: not self._is_in_front(left), 10, "another window")
        self._note_whichever(before_ms)

    def send_far(self, window: Window) -> None:
        """Put the window in front on another desktop."""
        before_ms = wall_ms()
        self._far = window
        self._ask(window.id, "_NET_WM_DESKTOP", [1, 2, 0, 0, 0])
        wait_until(lambda: self._desktop.active_window() != window.id, 10, "the window to be away")
        self._note_whichever(before_ms)

    def dwell(self) -> None:
        """Leave things as they are for 0.3 to 3 s, short stretches more often than long ones."""
        time.sleep(0.3 + 2.7 * self._random.random() ** 7)

    def play(self, steps: int) -> None:
        """Do so many things, in an order by chance; each kind at least a few times."""
        kinds: list[Callable[[], None]] = [
            *[self.retitle] * 10, *[self.open_another] * 4, *[self.close_front] * 4,
            *[self.leave_windows] * 2, *[self.visit_far] * 3,
        ]  # fmt: skip
        kinds += [self.switch] * (steps - len(kinds))
        self._random.shuffle(kinds)
        for act in kinds:
            act()
            self.dwell()

    def _note(self, window: Window | None, took: Took) -> None:
        self.front = window
        app, title = self._shown[window] if window is not None else (None, None)
        self.seen.append(Seen(took, app, title))

    def _note_whichever(self, before_ms: int) -> None:
        """Note the window that the window manager has brought to the front."""
        by_id = {window.id: window for window in self._shown}

        def settled() -> bool:
            active = self._desktop.active_window()
            return active in by_id and self._desktop.screen.focused_window() == active

        wait_until(settled, 10, "one of the windows to be in front")
        after_ms = wall_ms()
        active = self._desktop.active_window()
        assert active is not None
        self._note(by_id[active], Took(before_ms, after_ms))

    def _is_in_front(self, window: Window | None) -> bool:
        return window is not None and self._desktop.active_window() == window.id

    def _go_to_desktop(self, number: int) -> None:
        self._ask(self._display.screen().root.id, "_NET_CURRENT_DESKTOP", [number, X.CurrentTime, 0, 0, 0])

    def _ask(self, window: int, message: str, content: list[int]) -> None:
        wish = event.ClientMessage(
            window=self._display.create_resource_object("window", window),
            client_type=self._display.intern_atom(message),
            data=(32, content),
        )
        mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
        self._display.screen().root.send_event(wish, event_mask=mask)
        self._display.sync()


def in_stretches(seen: list[Seen]) -> list[Seen]:
    """The stretches in which nothing recorded changes: equal neighbours are one."""
    return [next(group) for _, group in itertools.groupby(seen, key=lambda each: (each.app, each.title))]


def _difference(spans: list[Exported], expected: list[Seen]) -> str:
    lines = ["recorded (ms since the first, length)  |  done"]
    first_ms = spans[0].start_ms if spans else 0
    for span, each in itertools.zip_longest(spans, expected):
        left = f"{span.start_ms - first_ms:>7} {span.length_ms:>6} {span.app} {span.title}" if span else ""
        right = f"{each.took.before_ms - first_ms:>7} {each.app} {each.title}" if each else ""
        lines.append(f"{left:<60} | {right}")
    return "\n".join(lines)


def assert_attributed(spans: list[Exported], expected: list[Seen], end: Took) -> None:
    """See that the spans are the script's stretches: all, no others, and where they belong."""
    shown = [(span.app, span.title) for span in spans]
    assert shown == [(each.app, each.title) for each in expected], _difference(spans, expected)
    assert {span.state for span in spans} == {"active"}
    assert gaps_between(spans) == []
    for span, each in zip(spans[1:], expected[1:], strict=True):
        # Never before it was done; and soon after it was there.
        late = f"{each.title}: {span.start_ms - each.took.before_ms} ms after {each.took}"
        assert each.took.before_ms - 2 <= span.start_ms <= each.took.after_ms + TOLERANCE_MS, late
    assert end.before_ms <= spans[-1].end_ms <= end.after_ms


def assert_totals(report: dict[str, Any], expected: list[Seen], first_ms: int, last_ms: int) -> None:
    """See that the report gives each application its time, within 1% of the script's.

    Of an application that was in front for less than 15 s, one boundary may be more than that.
    """
    starts = [first_ms, *[each.middle_ms for each in expected[1:]], last_ms]
    lengths: dict[str, float] = defaultdict(float)
    doubt: dict[str, float] = defaultdict(float)
    for each, (start, stop) in zip(expected, itertools.pairwise(starts), strict=True):
        lengths[each.app or ""] += stop - start
        doubt[each.app or ""] += (each.took.after_ms - each.took.before_ms) / 2
    found = {row["key"]: row["seconds"] * 1000 for row in report["rows"]}
    assert found.keys() == lengths.keys()
    for app, length in lengths.items():
        off = abs(found[app] - length)
        assert off <= max(0.01 * length, TOLERANCE_MS) + doubt[app], (
            f"{app}: {off:.0f} ms off of {length:.0f} ms"
        )
    assert report["total_seconds"] * 1000 == pytest.approx(last_ms - first_ms, abs=1)
    assert sum(row["share"] for row in report["rows"]) == pytest.approx(1, abs=0.0001 * len(found))


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_sixty_window_switches_are_told_to_the_right_windows(desktop: VirtualDesktop) -> None:
    """Every way to record runs at the same time, each in a home of its own, over the same windows."""
    script = Script(desktop, seed=20261121)
    editor = script.open("draft.txt", "Editor")
    script.open("final.txt", "Editor")  # the same program with two windows
    script.open("draft.txt", "Mail")  # an equal title in another program
    script.open("draft.txt", "Editor")  # nothing recorded tells it from the first
    script.open(None, "Untitled")
    script.open("no class", None)
    script.send_far(script.open("far away", "Far"))
    script.switch_to(editor)
    recorders: dict[Way, Worktracker] = {way: Worktracker(desktop) for way in WAYS}
    for way, program in recorders.items():
        program.agree()
        program.start(way)
        program.wait_for_title("draft.txt")
    script.seen = script.seen[-1:]
    script.play(SWITCHES)
    ends = {way: program.quit().took for way, program in recorders.items()}
    script.close()
    desktop.close_windows()

    assert len(script.seen) > SWITCHES
    expected = in_stretches(script.seen)
    for way, program in recorders.items():
        spans = program.spans()
        assert_attributed(spans, expected, ends[way])
        assert_totals(program.json("report", "--by", "app"), expected, spans[0].start_ms, spans[-1].end_ms)
        rows = program.run("export", "--format", "csv").out.split("\r\n")
        assert len(rows) == 1 + len(spans) + 1  # header, spans, and the end of the last line


def test_a_title_that_flips_is_stored_once_a_second_and_loses_no_time(desktop: VirtualDesktop) -> None:
    window = desktop.open_window("flip", ("player", "Player"))
    program = Worktracker(desktop)
    program.agree()
    program.record()
    program.wait_for_title("flip")
    began_ms = wall_ms()
    until = time.monotonic() + 5
    for number in itertools.count():
        if time.monotonic() >= until:
            break
        last = f"playing {'|/-'[number % 3]} {number}"
        window.set_title(last)
        time.sleep(0.02)
    flipped_ms = wall_ms() - began_ms
    assert number > 150, "the title was not flipped often enough to show anything"
    program.wait_for_title(last)  # the last one is always stored
    ended = program.quit().took
    desktop.close_windows()
    spans = program.spans()
    flips = [span for span in spans if span.title != "flip"]
    assert spans[0].title == "flip"
    assert flips[-1].title == last
    assert len(flips) <= flipped_ms // 1000 + 2
    starts = [span.start_ms for span in flips]
    for one, other in zip(starts, starts[2:], strict=False):
        assert other - one >= 980  # the last title begins where it did, within the second before it
    # None is told to have begun before the flipping did, or to have gone on after the end.
    assert flips[0].start_ms >= began_ms - 2
    assert gaps_between(spans) == []
    assert ended.before_ms <= spans[-1].end_ms <= ended.after_ms


@pytest.mark.parametrize("title", [b"\xff\xfebroken \x80 utf-8", "x" * 1_000_000, "ü" * 500_000])
def test_odd_titles_are_kept_short_and_whole(desktop: VirtualDesktop, title: str | bytes) -> None:
    program = Worktracker(desktop)
    program.agree()
    window = desktop.open_window(None, ("odd", "Odd"))
    window.set_title(title)
    program.record()
    program.wait_for_state("recording")
    marker = desktop.open_window("marker", ("odd", "Odd"))
    program.wait_for_title("marker")
    desktop.activate(marker)
    program.quit()
    desktop.close_windows()
    kept = program.spans()[0].title
    assert kept is not None
    assert len(kept) <= 1024
    if len(title) > 1024:
        assert kept.endswith("…")
        assert len(kept) == 1024
        assert set(kept[:-1]) == {title[0]}
    else:
        assert "broken" in kept
        assert "utf-8" in kept
    json.dumps(kept).encode("ascii")
    kept.encode()  # no lone surrogates
