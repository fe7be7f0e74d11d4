"""Coming back after a real absence: the question is there, the focus is where it was, the answer is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import open_home
from tests.desktop.virtual_desktop import VirtualDesktop, Window
from tests.waiting import wait_until
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.assigning import Entry

pytestmark = pytest.mark.desktop

TITLE = "worktracker: away"
APP = "Work"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2") as desktop:
        yield desktop


@pytest.fixture
def app(desktop: VirtualDesktop) -> Iterator[AppProgram]:
    app = AppProgram(desktop)
    change(app, {"idle-threshold": "2s", "idle-return": "2s"})
    program = app.start()
    yield app
    desktop.end(program)
    desktop.close_windows()


def change(app: AppProgram, settings: dict[str, str]) -> None:
    opened = open_home(app.folder, agreed=False)
    for name, value in settings.items():
        opened.store.settings.set(name, value)
    opened.store.close()


def come_back(app: AppProgram) -> Window:
    """Work, be away for longer than the threshold, and touch the mouse; the window that was worked in."""
    window = app.desktop.open_window("worked in", ("work", APP))
    app.desktop.nudge()
    app.client.request("start")
    wait_until(lambda: is_worked_in(app), PATIENCE_S, "the window")
    app.wait_for_state("idle")
    app.desktop.nudge()
    return window


def is_worked_in(app: AppProgram) -> bool:
    """Whether the window is recorded; somebody is there, however long the asking takes."""
    app.desktop.nudge()
    return (app.status()["activity"] or {}).get("app") == APP


def question(app: AppProgram) -> tuple[int, int, int, int]:
    """Where the question is, as soon as it is there."""

    (window,) = wait_until(lambda: everything(app), PATIENCE_S, "the question")
    return app.desktop.screen.place(window)


def everything(app: AppProgram) -> list[int]:
    """The windows that are the question."""
    screen = app.desktop.screen
    return [each for each in screen.managed_windows() if screen.title(each) == TITLE]


def entries(app: AppProgram) -> list[tuple[Entry, str | None]]:
    """What was written down, with its note."""
    opened = open_home(app.folder, agreed=False)
    try:
        return [(each, each.parts[0].note) for each in opened.store.assigning.entries()]
    finally:
        opened.store.close()


def test_it_takes_no_focus_and_what_is_written_is_an_entry_beside_the_record(app: AppProgram) -> None:
    screen = app.desktop.screen
    window = come_back(app)
    left, top, right, bottom = question(app)
    assert right <= app.desktop.size[0]
    assert bottom <= app.desktop.size[1]
    assert screen.focused_window() == window.id
    assert screen.active_window() == window.id
    app.desktop.key("a")  # goes where the user is typing
    assert screen.focused_window() == window.id
    app.desktop.click(left + 60, top + 72)  # the field; at once, or there is another absence to ask about
    wait_until(lambda: screen.focused_window() != window.id, PATIENCE_S, "the field to have the keys")
    app.desktop.type("lunch with ann")
    app.desktop.key("Return")
    ((entry, note),) = wait_until(lambda: entries(app), PATIENCE_S, "the entry")
    assert note == "lunch with ann"
    app.client.request("quit")
    wait_until(lambda: not app.client.is_running(), PATIENCE_S, "the end")
    # What was recorded is as it was, and the entry lies over it.
    opened = open_home(app.folder, agreed=False)
    try:
        rows = list(opened.store.reader.spans(Period(), all_sources=True))
    finally:
        opened.store.close()
    idle = [each for each in rows if each.state == State.IDLE]
    assert (entry.start_ms, entry.end_ms) in [(each.start_ms, each.end_ms) for each in idle]


def test_who_asks_for_silence_after_an_application_is_not_asked_again(app: AppProgram) -> None:
    come_back(app)
    left, _, _, bottom = question(app)
    app.desktop.click(left + 80, bottom - 26)  # "Don't ask after Work"
    wait_until(lambda: not everything(app), PATIENCE_S, "the question to be gone")
    opened = open_home(app.folder, agreed=False)
    assert opened.store.settings.get("idle-return-not-after") == APP.lower()
    opened.store.close()


def test_a_pause_takes_it_away_and_off_means_off(app: AppProgram) -> None:
    come_back(app)
    question(app)
    app.client.request("pause")
    wait_until(lambda: not everything(app), PATIENCE_S, "the question to be gone")
    change(app, {"idle-return": "off"})
    app.client.request("reload")
    app.desktop.nudge()
    app.client.request("start")
    app.wait_for_state("idle")
    wait_until(lambda: is_worked_in(app), PATIENCE_S, "the window")
    app.status()  # what comes with coming back has come
    assert not everything(app)
    assert entries(app) == []
