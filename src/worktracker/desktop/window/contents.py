"""What the window shows where nothing covers it: the sidebar, a page, and the foot."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from worktracker.desktop.look import Look, look
from worktracker.desktop.state import Shown
from worktracker.desktop.window.foot import Foot
from worktracker.desktop.window.page import Around, Page
from worktracker.desktop.window.pages import PAGES
from worktracker.desktop.window.sidebar import Sidebar, StateCard
from worktracker.privacy.levels import Levels

NARROW = 72
"""In heights of a line: in less than this everything stands closer together."""


class Contents(QWidget):
    """Makes a page when it is first turned to. All of it speaks the language in which it was made.

    Args:
        around: what the pages are given.
    """

    start_asked = Signal()
    pause_asked = Signal(object)
    menu_asked = Signal(object)

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self._pages: dict[str, Page] = {}
        self._narrow = False
        self._state: Shown | None = None
        self._card = StateCard()
        self._card.start_asked.connect(self.start_asked)
        self._card.pause_asked.connect(self.pause_asked)
        self._card.menu_asked.connect(self.menu_asked)
        menu = QShortcut(QKeySequence("F10"), self)
        menu.activated.connect(self._card.ask_menu)
        self._sidebar = Sidebar(self._card)
        self._stack = QStackedWidget()
        self.foot = Foot(around.discreet, around.network)
        for number, kind in enumerate(PAGES, 1):
            self._sidebar.add(kind.name, kind.title())
            # Of what the cover hides, so that they sleep below it.
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda name=kind.name: around.turn_to(name))
        self._sidebar.turned.connect(around.turn_to)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self.foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._sidebar)
        layout.addLayout(right, 1)
        self._sidebar.colour(look())

    @property
    def is_empty(self) -> bool:
        """Whether there is no page yet."""
        return self._stack.count() == 0

    @property
    def page(self) -> Page:
        """The page in sight."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def turn_to(self, name: str) -> Page:
        """Show the page of this name."""
        before = self._stack.currentWidget()
        page = self._pages.get(name)
        if page is None:
            kind = next(each for each in PAGES if each.name == name)
            page = self._pages[name] = kind.page()(self._around)
            self._stack.addWidget(page)
            page.colour(look())
            page.fit(narrow=self._narrow)
            if self._state is not None:
                page.show_state(self._state)
        self._stack.setCurrentWidget(page)
        if isinstance(before, Page) and before is not page:
            before.left.emit()
        self._sidebar.show_page(name)
        return page

    def show_state(self, state: Shown, levels: Levels) -> None:
        """Say whether it is recording, and at which levels."""
        self._state = state
        self._card.show_state(state, levels)
        self.foot.show_state(state)
        for page in self._pages.values():
            page.show_state(state)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: leave the page the room that there is."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().height() * NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            for part in (self._sidebar, self.foot, *self._pages.values()):
                part.fit(narrow=narrow)

    def colour(self, colours: Look) -> None:
        """Follow the desktop from light to dark."""
        self._sidebar.colour(colours)
        for page in self._pages.values():
            page.colour(colours)
