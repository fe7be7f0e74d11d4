"""The window: a sidebar, the pages, and a foot that says where everything is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from worktracker.app.recording import Recording
from worktracker.desktop.cover import Cover, Unused
from worktracker.desktop.look import PAGE_MARGIN, SMALL, look, palette, scaled
from worktracker.desktop.spoken import WINDOW, speak_roles
from worktracker.desktop.state import Shown
from worktracker.desktop.window.boxes import Boxes
from worktracker.desktop.window.discreet import SETTING, Discreet
from worktracker.desktop.window.in_turns import InTurns
from worktracker.desktop.window.network import Network
from worktracker.desktop.window.page import Around, Page
from worktracker.desktop.window.pages import PAGES, modules
from worktracker.desktop.window.place import keep_place, restore_place
from worktracker.desktop.window.sidebar import Sidebar, StateCard
from worktracker.desktop.window.style import window_style
from worktracker.errors import WorkTrackerError
from worktracker.model.settings import parse_lock

REFRESH_MS = 30_000
"""How often the page in sight is brought up to date."""

LOAD_AFTER_MS = 500
"""From the first sight of the window until the other pages' code is loaded, a little at a time."""


class Window(QWidget):
    """Made when it is asked for and freed when it is closed.

    Args:
        recording: what is shown.
        notify: tells a title and a text in passing.
        tell: says what went wrong.
        open_box: shows a question or a notice.
    """

    spoken_role = WINDOW
    closed = Signal()
    start_asked = Signal()
    pause_asked = Signal(object)
    end_asked = Signal()

    def __init__(
        self,
        recording: Recording,
        notify: Callable[[str, str], None],
        tell: Callable[[WorkTrackerError], None],
        open_box: Callable[[QMessageBox], None],
    ) -> None:
        super().__init__()
        speak_roles()
        self._recording = recording
        self._discreet = Discreet(self, on=recording.opened.store.settings.switch(SETTING))
        self._discreet.changed.connect(self._discretion_changed)
        self._network = Network(self, recording.reading)
        self._network.changed.connect(self._show_foot)
        self._boxes = Boxes(self, open_box)
        self._around = Around(
            recording, notify, tell, self._boxes.open, self.turn_to, self._show_trouble, self._discreet,
            self._network, self.end_asked.emit,
        )  # fmt: skip
        self._pages: dict[str, Page] = {}
        self._state: Shown | None = None
        self._trouble: str | None = None
        self._cover: Cover | None = None
        self._unused: Unused | None = None
        self._card = StateCard()
        self._card.start_asked.connect(self.start_asked)
        self._card.pause_asked.connect(self.pause_asked)
        self._sidebar = Sidebar(self._card)
        self._stack = QStackedWidget()
        self._foot = QLabel()
        self._foot.setFont(scaled(self.font(), SMALL))
        self._foot.setProperty("secondary", True)
        self._foot.setTextFormat(Qt.TextFormat.PlainText)
        self._foot.setWordWrap(True)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._keep_up)
        self._hide_titles = QPushButton(self.tr("&Hide titles"))
        self._hide_titles.setCheckable(True)
        self._hide_titles.setChecked(self._discreet.on)
        self._hide_titles.setProperty("flat", True)
        self._hide_titles.setToolTip(self.tr("Titles, documents and addresses, in every view (Ctrl+Shift+H)"))
        self._arrange()
        for number, kind in enumerate(PAGES, 1):
            self._sidebar.add(kind.name, kind.title())
            # Of what the cover hides, so that they sleep below it.
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self._main)
            shortcut.activated.connect(lambda name=kind.name: self.turn_to(name))
        self._sidebar.turned.connect(self.turn_to)
        self._hide_titles.toggled.connect(self._hide)
        hide = QShortcut(QKeySequence("Ctrl+Shift+H"), self._main)
        hide.activated.connect(self._hide_titles.click)
        self._colour()
        self.turn_to(PAGES[0].name)
        restore_place(self, recording.opened.store.settings)
        self._load_timer = QTimer(self)
        self._load_timer.setSingleShot(True)
        self._load_timer.setInterval(LOAD_AFTER_MS)
        self._load_timer.timeout.connect(self._load_ahead)

    # What is shown

    def turn_to(self, name: str) -> None:
        """Show the page of this name."""
        page = self._pages.get(name)
        if page is None:
            kind = next(each for each in PAGES if each.name == name)
            page = self._pages[name] = kind.page()(self._around)
            self._stack.addWidget(page)
            page.colour(look())
            if self._state is not None:
                page.show_state(self._state)
        self._stack.setCurrentWidget(page)
        self._sidebar.show_page(name)
        self.setWindowTitle(self.tr("worktracker: %1").replace("%1", page.window_title))
        if self.isVisible() and not self.is_covered:
            page.refresh()

    @property
    def page(self) -> Page:
        """The page in sight."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def show_state(self, state: Shown) -> None:
        """Say whether it is recording, and offer what fits."""
        self._state = state
        self._card.show_state(state, self._recording.opened.store.settings.levels())
        self._show_foot()
        for page in self._pages.values():
            page.show_state(state)
        if self.isVisible():
            self._keep_up()

    def refresh(self) -> None:
        """Bring the page in sight up to this moment."""
        if not self.is_covered:
            self.page.refresh()

    def _keep_up(self) -> None:
        """Time has passed, or the recording's state has changed."""
        if not self.is_covered:
            self.page.keep_up()

    def _show_trouble(self, trouble: str | None) -> None:
        """Say why the record can't be read; None when it can."""
        if trouble != self._trouble:
            self._trouble = trouble
            self._show_foot()

    def _show_foot(self) -> None:
        """Say where the record is and where it is not, and first what is wrong; in words, always true."""
        parts = [
            (self._state.trouble if self._state else None) or self._trouble,
            self.tr("Stored on this computer, encrypted"),
            self._network.words,
            self.tr("Nothing shared"),
        ]
        self._foot.setText("     ".join(part for part in parts if part))

    def follow(self) -> None:
        """Follow settings that were changed, here or by a command."""
        settings = self._recording.opened.store.settings
        self._discreet.set(on=settings.switch(SETTING))
        self.hide_when_unused(parse_lock(settings.get("lock-window")), now=False)
        if self.isVisible():
            self.refresh()

    def _hide(self, on: bool) -> None:
        self._discreet.set(on=on)

    def _discretion_changed(self) -> None:
        """Show, or hide, titles in every page; it stays so for the next window."""
        on = self._discreet.on
        self._hide_titles.setChecked(on)
        with suppress(WorkTrackerError):  # it can't be kept: it holds for this window
            self._recording.opened.store.settings.set(SETTING, "on" if on else "off")
        self.refresh()

    # Who may see it

    def hide_when_unused(self, wait_ms: int | None, *, now: bool) -> None:
        """Hide what is shown after ``wait_ms`` milliseconds without use (None: never); at once if ``now``."""
        if self._unused is not None:
            self._unused.end()
            self._unused = None
        if wait_ms is not None:
            self._unused = Unused(self, wait_ms)
            self._unused.over.connect(self.cover)
        if now:
            self.cover()

    def cover(self) -> None:
        """Hide what is shown, until whoever sits there may see it."""
        if self.is_covered:
            return
        if self._cover is not None:
            self._cover.deleteLater()
        # A new one each time: there may be another passphrase since the last.
        self._cover = Cover(self._recording.slots)
        self._cover.uncovered.connect(self._uncover)
        self._outer.addWidget(self._cover)
        self._boxes.dismiss()
        self._main.hide()
        self._cover.show()
        self._cover.setFocus()

    @property
    def is_covered(self) -> bool:
        """Whether it hides what it would show."""
        return self._cover is not None and not self._cover.isHidden()

    def _uncover(self) -> None:
        if self._cover is not None:
            self._cover.hide()
        self._main.show()
        self.refresh()

    # Qt's hooks

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: be up to date, and stay so."""
        super().showEvent(event)
        self._network.look()
        self.refresh()
        self._timer.start()
        self._load_timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: nothing is brought up to date that nobody sees."""
        super().hideEvent(event)
        self._timer.stop()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().closeEvent(event)
        self._boxes.dismiss()
        keep_place(self, self._recording.opened.store.settings)
        self._recording.reading.rest()
        self._recording.long_reading.rest()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: follow the desktop from light to dark."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ThemeChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: Escape goes back, and closes where there is nothing to go back to."""
        if event.key() == Qt.Key.Key_Escape:
            if self.is_covered or not self.page.back():
                self.close()
        else:
            super().keyPressEvent(event)

    # Inside

    def _load_ahead(self) -> None:
        """Load what the other pages are made of, so that none holds the window up when it is turned to."""
        InTurns(self, [partial(import_module, name) for name in modules() if name not in sys.modules])

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN - 8, 10)
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._hide_titles)
        right.addLayout(foot)
        self._main = QWidget()
        layout = QHBoxLayout(self._main)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._sidebar)
        layout.addLayout(right, 1)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._main)

    def _colour(self) -> None:
        colours = look()
        self.setPalette(palette(colours))
        self.setStyleSheet(window_style(colours))
        self._sidebar.colour(colours)
        for page in self._pages.values():
            page.colour(colours)
        if self._cover is not None:
            self._cover.colour()
        self.update()
