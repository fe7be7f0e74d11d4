"""The page of reports in the real app: a real click goes one step further in, and the file says the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import ENVIRONMENT, open_home, record_day
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import Worktracker
from tests.waiting import wait_until
from worktracker.desktop.window.pages import PAGES
from worktracker.labels.rules import LabelRule

pytestmark = pytest.mark.desktop

REPORTS = f"Control_L+{[kind.name for kind in PAGES].index('reports') + 1}"
COLOUR = "#c02080"
"""Of the one category: a colour that nothing else on the screen has."""

DIALOG = "Export the report by application, not encrypted"


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2") as desktop:
        yield desktop


def middle_of_bar(desktop: VirtualDesktop) -> tuple[int, int] | None:
    """The middle of the longest row of pixels of the category's colour on the screen."""
    picture = QImage(str(desktop.screenshot(desktop.folder / "screen.png")))
    wanted = QColor(COLOUR).rgb()
    best = (0, 0, 0)
    for y in range(0, picture.height(), 2):
        length = 0
        for x in range(picture.width()):
            length = length + 1 if picture.pixel(x, y) == wanted else 0
            best = max(best, (length, x - length // 2, y))
    return best[1:] if best[0] > 40 else None


def test_a_category_is_opened_by_a_click_and_its_applications_are_exported(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    opened = open_home(app.folder)
    category = opened.store.categories.add(("Zeal",), 0, colour=COLOUR)
    for name in ("code", "zoom"):
        opened.store.categories.add_rule(category.id, LabelRule(0, app=name), 0)
    record_day(opened, hours=(0.0, 6.0))
    opened.store.close()
    app.start()
    app.client.request("show")
    app.wait_for_window("worktracker: today")
    on_day = wait_until(lambda: middle_of_bar(desktop), PATIENCE_S, "the category's bar of the day")
    desktop.key(REPORTS)
    app.wait_for_window("worktracker: reports by category")  # said before it is painted

    def bar() -> tuple[int, int] | None:
        found = middle_of_bar(desktop)
        return None if found == on_day else found

    place = wait_until(bar, PATIENCE_S, "the category's bar")
    assert place is not None
    desktop.click(*place)
    app.wait_for_window("worktracker: reports by application")

    documents = Path(desktop.env["HOME"], "Documents")
    documents.mkdir()
    before = desktop.screen.popups()
    desktop.key("Alt_L+x")
    wait_until(lambda: desktop.screen.popups() - before, PATIENCE_S, "the menu")
    wait_until(desktop.screen.keyboard_is_grabbed, PATIENCE_S, "the menu to have the keyboard")
    desktop.key("Down")
    desktop.key("Return")
    wait_until(lambda: app.window(DIALOG), PATIENCE_S, "the file dialog")
    wait_until(lambda: desktop.active_window() == app.window(DIALOG), PATIENCE_S, "its focus")
    desktop.key("Return")
    (target,) = wait_until(lambda: list(documents.glob("worktracker-app-*.csv")), PATIENCE_S, "the file")
    assert target.stat().st_mode & 0o777 == 0o600

    asked = ("--from", "week", "--to", "week", "--by", "app", "--category", "Zeal", "--format", "csv")
    said = Worktracker(desktop, app.home.directory, **ENVIRONMENT).run("report", *asked)
    assert target.read_bytes() == said.raw
    assert {line.split(b",")[0] for line in said.raw.splitlines()[1:]} == {b"code", b"zoom"}

    app.wait_for_window("worktracker: reports by application")
    desktop.key("Escape")
    app.wait_for_window("worktracker: reports by category")
    desktop.key("Escape")
    wait_until(lambda: not app.windows(), PATIENCE_S, "the window to be gone")
    app.client.request("quit")
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")
