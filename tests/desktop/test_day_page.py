"""The page of a day in the real app, by real mouse and keys: what is seen is what is changed in the store.

The test knows where a stretch is drawn from its colour on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import ENVIRONMENT, open_home
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import Worktracker, zone_at_noon
from tests.waiting import wait_until
from worktracker.app.opening import OpenStore
from worktracker.clock import SystemClock, offset_in
from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.period import Period
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.privacy.rules import Action, Rule

pytestmark = pytest.mark.desktop

COLOUR, OTHER = "#13579b", "#9b1357"
"""Of two categories; nothing else on the screen has them."""

HOUR_MS = 3_600_000

NOON = zone_at_noon()
HERE = Zone(NOON, offset_in(ZoneInfo(NOON), 0))
"""Where the day is that is shown: no midnight comes in between."""


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2") as desktop:
        yield desktop


@pytest.fixture
def app(desktop: VirtualDesktop) -> Iterator[AppProgram]:
    app = AppProgram(desktop)
    yield app
    app.client.request("quit")
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")


@pytest.fixture
def opened(app: AppProgram) -> Iterator[OpenStore]:
    """The store of a day: two hours of one thing, an hour of nothing, and two hours of another."""
    opened = open_home(app.folder, agreed=False)
    store = opened.store
    for name, colour in (("zzdraw", COLOUR), ("zzwrite", OTHER)):
        store.categories.add((name,), 0, colour=colour, rules=[LabelRule(0, app=name)])
    store.projects.add("Zeppelin")
    journal = store.journal
    for name, hour in (("zzdraw", 1), ("zzwrite", 4)):
        start = midnight() + hour * HOUR_MS
        journal.write(
            Change((Span(start, start + 2 * HOUR_MS, State.ACTIVE, HERE, Activity(name, "a title")),))
        )
    assert journal.flush()
    yield opened
    store.close()


def midnight() -> int:
    east_ms = HERE.offset_s * 1000
    return (SystemClock().now().wall_ms + east_ms) // DAY_MS * DAY_MS - east_ms


def picture(desktop: VirtualDesktop) -> tuple[int, bytes]:
    """The screen: its width, and three bytes for each pixel."""
    content = desktop.screenshot(desktop.folder / "screen.ppm").read_bytes()
    _, size, most, pixels = content.split(b"\n", 3)
    return int(size.split()[0]), pixels[::2] if most == b"65535" else pixels


def wait_for_selection(desktop: VirtualDesktop, at: tuple[int, int], before: str) -> None:
    """Wait until what is selected is veiled there: a window manager holds a click back, but no keys."""

    def is_veiled() -> bool:
        width, pixels = picture(desktop)
        place = 3 * (at[1] * width + at[0])
        return pixels[place : place + 3] != bytes.fromhex(before[1:])

    wait_until(is_veiled, PATIENCE_S, "the selection")


def box_of(desktop: VirtualDesktop, colour: str) -> tuple[int, int, int, int]:
    """Where the topmost block of a colour is on the screen: left, right, and the middle of its height."""
    width, pixels = picture(desktop)
    wanted = bytes.fromhex(colour[1:]) * 24  # wider than a mark in a list

    def found() -> Iterator[int]:
        at = pixels.find(wanted)
        while at != -1 and at % 3:
            at = pixels.find(wanted, at + 1)
        if at != -1:
            yield at // 3

    first = next(found(), None)
    if first is None:
        return 0, 0, 0, 0
    pixel = bytes.fromhex(colour[1:])
    right = first
    while pixels[3 * right : 3 * right + 3] == pixel:
        right += 1
    # A corner is round: the row in the middle of the lane is the whole width.
    x, top = (first + right) // 2 % width, first // width
    bottom = top
    while pixels[3 * (bottom * width + x) : 3 * (bottom * width + x) + 3] == pixel:
        bottom += 1
    y = (top + bottom) // 2
    left, right = x, x
    while pixels[3 * (y * width + left - 1) : 3 * (y * width + left)] == pixel:
        left -= 1
    while pixels[3 * (y * width + right + 1) : 3 * (y * width + right) + 6] == pixel:
        right += 1
    return left, right, y, bottom


def show_day(app: AppProgram) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
    """Bring the page into sight; where its two blocks are."""
    app.start(TZ=NOON)
    app.client.request("show")
    app.wait_for_window("worktracker: today")
    wait_until(
        lambda: all(box_of(app.desktop, each)[1] for each in (COLOUR, OTHER)), PATIENCE_S, "the timeline"
    )
    return box_of(app.desktop, COLOUR), box_of(app.desktop, OTHER)


def said(opened: OpenStore) -> list[tuple[float, float, int | None]]:
    """What was said of recorded time: from and to which hour it is on which project."""
    begin = midnight()
    return [
        ((one.start_ms - begin) / HOUR_MS, (one.end_ms - begin) / HOUR_MS, one.project)
        for one in opened.store.reader.assignments(Period())
        if one.entry is None
    ]


def apps(opened: OpenStore) -> set[str | None]:
    return {span.app for span in opened.store.reader.spans(Period())}


def test_a_stretch_that_is_drawn_goes_to_a_project_is_undone_and_is_forgotten(
    desktop: VirtualDesktop, app: AppProgram, opened: OpenStore
) -> None:
    (left, right, y, _), _ = show_day(app)
    project = opened.store.projects.named("Zeppelin").id
    # A little off the edges, which draw it to themselves.
    desktop.screen.drag((left + 3, y), (right - 3, y))
    wait_for_selection(desktop, ((left + right) // 2, y), COLOUR)
    desktop.key("Return")  # to its card: category, project
    desktop.key("Tab")
    desktop.key("Down")
    wait_until(lambda: said(opened) == [(1.0, 3.0, project)], PATIENCE_S, "the project")
    worktracker = Worktracker(desktop, app.home.directory, TZ=NOON, **ENVIRONMENT)
    report = worktracker.run("report", "--by", "project", "--format", "csv")
    assert "Zeppelin,7200.000" in report.out
    desktop.key("Control_L+z")
    wait_until(lambda: said(opened) == [], PATIENCE_S, "it to be undone")
    desktop.key("Alt_L+f")
    app.wait_for_window("Forget")
    assert apps(opened) == {"zzdraw", "zzwrite"}, "nothing is forgotten before it is wished"
    desktop.key("Alt_L+f")
    wait_until(lambda: apps(opened) == {"zzwrite"}, PATIENCE_S, "what was drawn to be gone")
    wait_until(lambda: not box_of(desktop, COLOUR)[1], PATIENCE_S, "it to be gone from the screen")


def test_a_gap_that_is_clicked_is_filled_and_the_entry_taken_back(
    desktop: VirtualDesktop, app: AppProgram, opened: OpenStore
) -> None:
    (_, right, y, _), (left, *_) = show_day(app)
    middle = (left + right) // 2, y
    desktop.click(*middle)
    wait_for_selection(desktop, middle, "#ffffff")
    desktop.key("Return")
    for _ in ("project", "tags", "note"):
        desktop.key("Tab")
    desktop.type("a call")
    desktop.key("Alt_L+a")
    wait_until(opened.store.assigning.entries, PATIENCE_S, "the entry")
    (entry,) = opened.store.assigning.entries()
    assert entry.parts[0].note == "a call"
    begin = midnight()
    assert (entry.start_ms - begin, entry.end_ms - begin) == (3 * HOUR_MS, 4 * HOUR_MS)
    desktop.key("Control_L+z")
    wait_until(lambda: not opened.store.assigning.entries(), PATIENCE_S, "it to be undone")


def test_what_is_excluded_is_so_from_now_on_and_in_the_past_after_a_question(
    desktop: VirtualDesktop, app: AppProgram, opened: OpenStore
) -> None:
    _, (left, right, y, _) = show_day(app)
    middle = (left + right) // 2, y
    desktop.click(*middle)
    wait_for_selection(desktop, middle, OTHER)
    before = desktop.screen.popups()
    desktop.key("Alt_L+e")
    wait_until(lambda: desktop.screen.popups() - before, PATIENCE_S, "the menu")
    wait_until(desktop.screen.keyboard_is_grabbed, PATIENCE_S, "the menu to have the keyboard")
    desktop.key("Down")
    desktop.key("Return")
    app.wait_for_window("Exclude")
    own = [rule for rule in opened.store.rules.all() if rule.program is None]
    assert own == [Rule(Action.DROP, app="zzwrite", id=own[0].id)]
    assert apps(opened) == {"zzdraw", "zzwrite"}, "the past stays until its end is wished"
    desktop.key("Alt_L+e")
    wait_until(lambda: apps(opened) == {"zzdraw"}, PATIENCE_S, "its past to be gone")
