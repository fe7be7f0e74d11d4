"""The app's windows on a real screen, and its beginning where something is missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, Properties, new_method_call

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import ENVIRONMENT, open_home, record_day
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import Worktracker
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

EXPORT = "Export everything as CSV, not encrypted"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2") as desktop:
        yield desktop


def end(app: AppProgram) -> None:
    app.client.request("quit")
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")


def has_agreed(app: AppProgram) -> bool:
    opened = open_home(app.folder, agreed=False)
    try:
        return opened.store.agreements.newest() is not None
    finally:
        opened.store.close()


def test_nothing_is_recorded_before_agreement(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop, agreed=False)
    app.start()
    app.wait_for_window("worktracker")
    assert app.state == "stopped"
    desktop.key("Escape")
    wait_until(lambda: not app.windows(), PATIENCE_S, "the question to be gone")
    assert app.state == "stopped"
    app.choose("Start recording")
    app.wait_for_window("worktracker")  # asked again, not started
    assert app.state == "stopped"
    desktop.key("Escape")
    wait_until(lambda: not app.windows(), PATIENCE_S, "the question to be gone")
    end(app)
    assert not app.spans()
    assert not has_agreed(app)


def test_agreeing_keeps_the_levels_and_starts(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop, agreed=False)
    app.start()
    app.wait_for_window("worktracker")
    desktop.key("Return")  # somebody was typing: agrees to nothing
    desktop.key("Alt_L+n")
    app.wait_for_window("worktracker: agreement, 2 of 3")
    desktop.key("space")  # the first level: application names
    desktop.key("Alt_L+n")
    app.wait_for_window("worktracker: agreement, 3 of 3")
    assert app.state == "stopped"
    desktop.key("Alt_L+a")
    app.wait_for_state("recording")
    end(app)
    opened = open_home(app.folder, agreed=False)
    assert opened.store.agreements.newest() is not None
    levels = opened.store.settings.levels()
    opened.store.close()
    assert (levels.apps, levels.titles) == (False, True)


def test_a_left_click_opens_the_report_and_escape_closes_it(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    app.start()
    app.click(1)
    app.wait_for_window("worktracker: today")
    desktop.key("Escape")
    wait_until(lambda: not app.windows(), PATIENCE_S, "the report to be gone")
    app.choose("Open report")
    app.wait_for_window("worktracker: today")
    assert app.client.is_running()
    end(app)


def test_exports_into_the_file_that_is_chosen(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    opened = open_home(app.folder)
    record_day(opened, hours=(0.0, 6.0))
    opened.store.close()
    app.start()
    documents = Path(desktop.env["HOME"], "Documents")
    documents.mkdir()
    app.choose("Export")
    wait_until(lambda: app.window(EXPORT), PATIENCE_S, "the file dialog")
    wait_until(lambda: desktop.active_window() == app.window(EXPORT), PATIENCE_S, "its focus")
    desktop.key("Return")
    (target,) = wait_until(lambda: list(documents.glob("worktracker-export-*.csv")), PATIENCE_S, "the file")
    lines = target.read_text().splitlines()
    assert lines[0].startswith("start,end,duration_seconds,state,app")
    assert target.stat().st_mode & 0o777 == 0o600
    end(app)
    assert len(lines) == 1 + len(app.spans())


def test_a_second_start_shows_the_first(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    app.start()
    second = app.run("second")
    assert second.wait(PATIENCE_S) == 0, desktop.said("second")
    app.wait_for_window("worktracker: today")
    end(app)


def test_resumes_on_launch_if_wanted(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    opened = open_home(app.folder)
    opened.store.settings.set("resume-on-launch", "on")
    opened.store.close()
    app.start()
    assert app.state == "recording"
    end(app)


@pytest.mark.parametrize("display", ["", ":987", "elsewhere.example:0"])
def test_without_a_display_it_says_what_to_do(desktop: VirtualDesktop, display: str) -> None:
    app = AppProgram(desktop)
    name = f"without{len(display)}"
    program = app.run(name, DISPLAY=display)
    assert program.wait(PATIENCE_S) == 1
    lines = desktop.said(name).strip().splitlines()
    assert len(lines) == 1
    if not display:
        assert "worktracker record" in lines[0]


def test_without_a_key_it_ends_and_says_so(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    program = app.run("no-key", WORKTRACKER_PASSPHRASE="another one", WORKTRACKER_DETACHED="1")
    assert program.wait(PATIENCE_S) == 4
    assert "passphrase is wrong" in desktop.said("no-key")


def test_without_a_place_for_a_key_nothing_is_written(desktop: VirtualDesktop) -> None:
    folder = desktop.folder / "never-made"
    command = [sys.executable, "-m", "worktracker"]
    program = desktop.start(command, name="no-place", WORKTRACKER_HOME=str(folder), WORKTRACKER_DETACHED="1")
    assert program.wait(PATIENCE_S) == 4
    assert "WORKTRACKER_PASSPHRASE" in desktop.said("no-place")
    assert not folder.exists()


def test_a_window_says_the_state_where_no_panel_does() -> None:
    with VirtualDesktop() as desktop:
        app = AppProgram(desktop)
        app.start()
        wait_until(lambda: shown(app, "Stopped"), PATIENCE_S, "the state's window")
        app.record()
        wait_until(lambda: shown(app, "Recording"), PATIENCE_S, "the window to say so")
        desktop._tray = "tint2"
        desktop._start_tray("tint2")
        wait_until(desktop.screen.tray_icons, PATIENCE_S, "the icon")
        wait_until(lambda: not shown(app, "Recording"), PATIENCE_S, "the window to go")
        desktop.end(desktop._on_screen[-1])
        wait_until(lambda: shown(app, "Recording"), PATIENCE_S, "the window to come back")
        app.client.request("stop")
        wait_until(lambda: shown(app, "Stopped"), PATIENCE_S, "the window to say so")
        end(app)


def test_a_status_notifier_host_pauses_resumes_and_quits() -> None:
    with VirtualDesktop(tray="status-notifier") as desktop:
        app = AppProgram(desktop)
        app.start()
        (item,) = wait_until(desktop.status_notifier_items, PATIENCE_S, "the icon")
        assert not app.windows()
        app.record()
        worktracker = Worktracker(desktop, app.home.directory, **ENVIRONMENT)
        worktracker.run("project", "add", "Website")
        worktracker.run("work", "on", "Website")
        bus_name = item.split("/", 1)[0]
        icon = DBusAddress("/StatusNotifierItem", bus_name, "org.kde.StatusNotifierItem")
        desktop.bus.call(new_method_call(icon, "SecondaryActivate", "ii", (0, 0)))
        app.wait_for_state("paused")
        tooltip = desktop.bus.call(Properties(icon).get("ToolTip"))[0][1]
        assert any("Paused" in str(part) for part in tooltip)
        assert any("Website" in str(part) for part in tooltip)
        choose(desktop, bus_name, "Resume")
        app.wait_for_state("recording")
        # What is filled in only when somebody looks is there, once the panel says that it will be shown.
        menu = DBusAddress("/MenuBar", bus_name, "com.canonical.dbusmenu")
        desktop.bus.call(new_method_call(menu, "AboutToShow", "i", (0,)))
        choose(desktop, bus_name, "Working on", "Nothing")
        wait_until(lambda: app.status()["work"]["project"] is None, PATIENCE_S, "the timer to end")
        desktop.bus.call(new_method_call(menu, "AboutToShow", "i", (0,)))
        choose(desktop, bus_name, "Working on", "Website")
        wait_until(lambda: app.status()["work"]["project"] == "Website", PATIENCE_S, "the timer")
        choose(desktop, bus_name, "Pause for 1 hour")
        app.wait_for_state("paused")
        choose(desktop, bus_name, "Quit")
        wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")


def test_a_status_notifier_host_that_comes_late_gets_the_icon() -> None:
    with VirtualDesktop() as desktop:
        app = AppProgram(desktop)
        app.start()
        wait_until(lambda: shown(app, "Stopped"), PATIENCE_S, "the state's window")
        desktop._start_tray("status-notifier")
        (item,) = wait_until(desktop.status_notifier_items, PATIENCE_S, "the icon")
        wait_until(lambda: not shown(app, "Stopped"), PATIENCE_S, "the window to go")
        bus_name = item.split("/", 1)[0]
        app.record()
        choose(desktop, bus_name, "Pause for 1 hour")
        app.wait_for_state("paused")
        desktop.end(desktop._on_screen[-1])
        wait_until(lambda: shown(app, "Paused"), PATIENCE_S, "the window to come back")
        end(app)


def shown(app: AppProgram, words: str) -> bool:
    screen = app.desktop.screen
    return any(screen.title(window).startswith(words) for window in screen.managed_windows())


def choose(desktop: VirtualDesktop, bus_name: str, *path: str) -> None:
    """Choose from the menu, or from one of its submenus, as a panel does, by com.canonical.dbusmenu."""
    menu = DBusAddress("/MenuBar", bus_name, "com.canonical.dbusmenu")
    layout = desktop.bus.call(new_method_call(menu, "GetLayout", "iias", (0, -1, [])))[1]
    number, entries = 0, layout[2]
    for name in path:
        found = [
            (each, below)
            for _, (each, properties, below) in entries
            if properties.get("visible", ("b", True))[1]
            and properties.get("label", ("s", ""))[1].replace("_", "") == name
        ]
        assert found, f"{name!r} is not in the menu: {layout}"
        ((number, entries),) = found
    desktop.bus.call(new_method_call(menu, "Event", "isvu", (number, "clicked", ("s", ""), 0)))
