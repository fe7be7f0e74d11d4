"""A walk through every page of the window: how long Qt's thread is taken, and how much memory it needs.

A program of its own, because Qt has one application: ``python -m tests.desktop.window_walk RECORD HOME``.
It prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.meter import own_kib, proportional_kib
from tests.screenshots import records
from worktracker.clock import SystemClock
from worktracker.control.instance import InstanceLock
from worktracker.desktop.app import App
from worktracker.desktop.memory import delete_windows, give_back_memory, let_go_of_files
from worktracker.desktop.sources import read_no_sources
from worktracker.desktop.window.page import Page
from worktracker.desktop.window.pages import NAMES, PAGES
from worktracker.desktop.window.parts import modules
from worktracker.desktop.window.shown import GIVEN_BACK_MS
from worktracker.home import Home

_PATIENCE_S = 120.0
_QUIET_TURNS = 5
_T = TypeVar("_T")


@dataclass(slots=True)
class Walk:
    """What was seen. Milliseconds of processor time of Qt's thread, and KiB of memory (PSS; own: no file's).

    Attributes:
        longest: the longest that one event took, by where the walk was.
        opened_ms: until the window was in sight with its numbers, by the wall clock.
    """

    longest: dict[str, float] = field(default_factory=dict[str, float])
    opened_ms: float = 0.0
    rest_kib: int = 0
    rest_own_kib: int = 0
    open_kib: int = 0
    closed_kib: int = 0
    closed_own_kib: int = 0


class Watched(QApplication):
    """An application that measures each of its events."""

    def __init__(self) -> None:
        super().__init__(sys.argv[:1])
        self.walk = Walk()
        self.place = "start"
        self._depth = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Qt's hook: each event goes through here. What an event sends on counts with it."""
        if self._depth:
            return super().notify(receiver, event)
        return self.measured(lambda: super(Watched, self).notify(receiver, event))

    def measured(self, deed: Callable[[], _T]) -> _T:
        """Do something on Qt's thread as one turn of its loop; what it does within counts with it."""
        if self._depth:
            return deed()
        self._depth += 1
        begun = time.thread_time_ns()
        try:
            return deed()
        finally:
            self._depth -= 1
            took = (time.thread_time_ns() - begun) / 1e6
            self.walk.longest[self.place] = max(took, self.walk.longest.get(self.place, 0.0))


class Walker:
    """Goes through the pages of one app, as somebody would who looks at all of them."""

    def __init__(self, application: Watched, app: App) -> None:
        self._application = application
        self._app = app

    def settle(self) -> None:
        """Let everything happen that was asked for."""
        deadline = time.monotonic() + _PATIENCE_S
        quiet = 0
        while quiet < _QUIET_TURNS:
            assert time.monotonic() < deadline, "the record never answered"
            self._application.processEvents()
            time.sleep(0.002)
            quiet = 0 if self._app.recording.reading.is_busy else quiet + 1

    def _wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline
            self._application.processEvents()
            time.sleep(0.002)

    def go(self) -> Walk:
        """The whole walk."""
        application, walk = self._application, self._application.walk
        self.settle()
        give_back_memory()
        walk.rest_kib, walk.rest_own_kib = proportional_kib(os.getpid()), own_kib(os.getpid())
        begun = time.perf_counter()
        application.place = "open"
        application.measured(self._app.show_report)
        while not any(each.isVisible() for each in application.topLevelWidgets()):
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        window = self._app.show_page()
        self.settle()
        walk.opened_ms = (time.perf_counter() - begun) * 1000
        application.place = "loading ahead"
        self._wait(lambda: all(name in sys.modules for name in modules(*NAMES)))
        for kind in PAGES:
            application.place = f"{kind.name}: turned to"
            application.measured(partial(window.turn_to, kind.name))
            self.settle()
            if kind.name == "rules":
                self._turn_rules(window.page)
            application.place = f"{kind.name}: scrolled and zoomed"
            for child in window.page.findChildren(QWidget):
                if child.isVisible():
                    self._wheel(child, 120)
                    self._wheel(child, -120)
            self.settle()
            application.place = f"{kind.name}: resized"
            window.resize(window.width() - 40, window.height() - 40)
            self.settle()
            window.resize(window.width() + 40, window.height() + 40)
            self.settle()
        walk.open_kib = proportional_kib(os.getpid())
        application.place = "close"
        application.measured(window.close)
        del window, child  # what Python holds is not freed
        self.settle()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for _ in GIVEN_BACK_MS:  # as the app does by itself, a little later
            give_back_memory()
        application.place = "files let go of"
        application.measured(let_go_of_files)
        self.settle()
        walk.closed_kib, walk.closed_own_kib = proportional_kib(os.getpid()), own_kib(os.getpid())
        return walk

    def _turn_rules(self, page: Page) -> None:
        from worktracker.desktop.rules.page import RulesPage  # loaded by now, and not before

        assert isinstance(page, RulesPage)
        for number in (1, 2, 0):
            self._application.place = f"rules: part {number} turned to"
            self._application.measured(partial(page.turn_to, number))
            self.settle()

    def _wheel(self, widget: QWidget, angle: int) -> None:
        """Turn the wheel over the middle of a widget, with and without Ctrl."""
        middle = QPointF(widget.rect().center())
        for keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            event = QWheelEvent(
                middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, keys,
                Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            self._application.sendEvent(widget, event)


def main(record: str, folder: Path) -> Walk:
    """Walk through the window of a home that :mod:`tests.screenshots.records` has made."""
    application = Watched()
    read_no_sources()  # as the app does
    application.setQuitOnLastWindowClosed(False)
    home = Home.from_environment({"WORKTRACKER_HOME": str(folder)})
    app = App(home, records.opened(record, folder), InstanceLock(home.lock), SystemClock())
    walk = Walker(application, app).go()
    app.recording.close()
    delete_windows(application)
    return walk


if __name__ == "__main__":
    print(json.dumps(asdict(main(sys.argv[1], Path(sys.argv[2])))))
