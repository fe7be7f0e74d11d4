"""The window: a sidebar, the pages, and a foot that says where everything is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from worktracker.app.recording import Recording
from worktracker.desktop.cover import Cover, Unused
from worktracker.desktop.look import look, palette
from worktracker.desktop.spoken import WINDOW, speak_roles
from worktracker.desktop.state import Shown
from worktracker.desktop.window.boxes import Boxes, hide_tips
from worktracker.desktop.window.contents import Contents
from worktracker.desktop.window.discreet import SETTING, Discreet
from worktracker.desktop.window.in_turns import InTurns
from worktracker.desktop.window.known import KnownSettings
from worktracker.desktop.window.network import Network
from worktracker.desktop.window.page import Around, Page
from worktracker.desktop.window.pages import NAMES
from worktracker.desktop.window.parts import modules
from worktracker.desktop.window.place import keep_place, restore_place
from worktracker.desktop.window.style import window_style
from worktracker.desktop.window.typed import Typed
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
        first: the page that it begins with; None: it is turned to one before it is shown.

    Raises:
        WorkTrackerError: the settings can't be read.
    """

    spoken_role = WINDOW
    closed = Signal()
    uncovered = Signal()
    """Whoever sits there may see it again."""
    start_asked = Signal()
    pause_asked = Signal(object)
    menu_asked = Signal(object)
    end_asked = Signal()

    def __init__(
        self,
        recording: Recording,
        notify: Callable[[str, str], None],
        tell: Callable[[WorkTrackerError], None],
        open_box: Callable[[QMessageBox], None],
        first: str | None = NAMES[0],
    ) -> None:
        super().__init__()
        speak_roles()
        self._recording = recording
        self._settings = KnownSettings(recording, self._show_trouble)
        self._discreet = Discreet(self, on=recording.opened.store.settings.switch(SETTING))
        self._wish_is_kept = True
        self._discreet.changed.connect(self._discretion_changed)
        self._network = Network(self, recording.reading, recording.clock)
        self._boxes = Boxes(self, open_box)
        self._typed = Typed(self)
        self._around = Around(
            recording, notify, tell, self._boxes.open, self.turn_to, self._show_trouble, self._discreet,
            self._network, self.end_asked.emit, self._settings,
        )  # fmt: skip
        self._state: Shown | None = None
        self._cover: Cover | None = None
        self._unused: Unused | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._keep_up)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._fill(first)
        self._colour()
        restore_place(self, recording.opened.store.settings)
        self._load_timer = QTimer(self)
        self._load_timer.setSingleShot(True)
        self._load_timer.setInterval(LOAD_AFTER_MS)
        self._load_timer.timeout.connect(self._load_ahead)

    # What is shown

    def turn_to(self, name: str) -> None:
        """Show the page of this name."""
        page = self.contents.turn_to(name)
        self._name(page)
        if self.isVisible() and not self.is_covered:
            page.refresh()

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.contents.page

    def show_state(self, state: Shown) -> None:
        """Say whether it is recording, and offer what fits."""
        self._state = state
        self.contents.show_state(state, self._settings.levels())
        if self.isVisible():
            self._keep_up()

    def refresh(self) -> None:
        """Bring the page in sight up to this moment."""
        if not (self.is_covered or self.contents.is_empty):
            self.page.refresh()

    def _keep_up(self) -> None:
        """Time has passed, or the recording's state has changed."""
        if not self.is_covered:
            self.page.keep_up()

    def _show_trouble(self, trouble: str | None) -> None:
        """Say why the record can't be read; None when it can."""
        self.contents.foot.show_trouble(trouble)

    def follow(self) -> None:
        """Follow settings that were changed, here or by a command."""
        if self._wish_is_kept or self._keep_wish():
            self._discreet.set(on=self._settings.switch(SETTING))
        self.hide_when_unused(parse_lock(self._settings.get("lock-window")), now=False)
        if self.isVisible():
            self.refresh()

    def _discretion_changed(self) -> None:
        """Show, or hide, titles in every page; it stays so for the next window."""
        hide_tips()
        self._keep_wish()
        self.refresh()

    def _keep_wish(self) -> bool:
        """Keep whether titles are hidden; while that fails, it holds for this window all the same."""
        try:
            self._recording.opened.store.settings.set(SETTING, "on" if self._discreet.on else "off")
        except WorkTrackerError:
            self._wish_is_kept = False
        else:
            self._wish_is_kept = True
        return self._wish_is_kept

    # Who may see it

    def hide_when_unused(self, wait_ms: int | None, *, now: bool) -> None:
        """Hide what is shown after ``wait_ms`` milliseconds without use (None: never); at once if ``now``.

        It counts from the last use, also where another time was wished before.
        """
        if wait_ms is None:
            if self._unused is not None:
                self._unused.end()
                self._unused = None
        elif self._unused is None:
            self._unused = Unused(self, wait_ms)
            self._unused.over.connect(self.cover)
        else:
            self._unused.wait(wait_ms)
        if now:
            self.cover()

    def cover(self) -> None:
        """Hide what is shown, until whoever sits there may see it."""
        if self.is_covered:
            return
        self._put_cover()
        self._boxes.cover()
        self.contents.hide()

    def _put_cover(self) -> None:
        if self._cover is not None:
            self._cover.deleteLater()
        # A new one each time: there may be another passphrase since the last.
        self._cover = Cover(self._recording.slots, self._recording.loop)
        self._cover.uncovered.connect(self._uncover)
        self._outer.addWidget(self._cover)
        self._cover.show()
        self._cover.setFocus()

    @property
    def is_covered(self) -> bool:
        """Whether it hides what it would show."""
        return self._cover is not None and not self._cover.isHidden()

    def _uncover(self) -> None:
        if self._cover is not None:
            self._cover.hide()
        self.contents.show()
        self._boxes.uncover()
        self.refresh()
        self.uncovered.emit()

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
        self._let_go()
        keep_place(self, self._recording.opened.store.settings)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: follow the desktop from light to dark."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ThemeChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()
        elif event.type() is QEvent.Type.LanguageChange:
            self._speak_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: Escape goes back, drops what is typed, and closes where there is neither."""
        if event.key() == Qt.Key.Key_Escape:
            if self.is_covered or not (self.page.back() or self._typed.take_back()):
                self.close()
        else:
            super().keyPressEvent(event)

    # Inside

    def _speak_anew(self) -> None:
        """Make everything anew in the language that is spoken now; the page in sight goes on where it was."""
        self._let_go()
        before = self.contents
        if before.is_empty:  # it is being made, and not in sight
            self._fill(None)
        else:
            self._fill(before.page.name)
            self.contents.page.go_on(before.page)
        before.hide()
        before.deleteLater()
        if self.is_covered:
            self.contents.hide()
            self._put_cover()
        self._network.look()
        self.refresh()

    def _let_go(self) -> None:
        """Answer every question and box with no: who asked is about to go."""
        self._boxes.dismiss()
        self._recording.reading.rest()
        self._recording.long_reading.rest()

    def _load_ahead(self) -> None:
        """Load what the other pages are made of, so that none holds the window up when it is turned to."""
        InTurns(self, [partial(import_module, name) for name in modules(*NAMES) if name not in sys.modules])

    def _fill(self, page: str | None) -> None:
        """Fill the window, with a page in sight, in the language that is spoken now."""
        self.contents = contents = Contents(self._around)
        contents.start_asked.connect(self.start_asked)
        contents.pause_asked.connect(self.pause_asked)
        contents.menu_asked.connect(self.menu_asked)
        self._outer.insertWidget(0, contents)
        if self._state is not None:
            contents.show_state(self._state, self._settings.levels())
        if page is not None:
            self._name(contents.turn_to(page))

    def _name(self, page: Page) -> None:
        self.setWindowTitle(self.tr("worktracker: %1").replace("%1", page.window_title))

    def _colour(self) -> None:
        colours = look()
        self.setPalette(palette(colours))
        self.setStyleSheet(window_style(colours))
        self.contents.colour(colours)
        if self._cover is not None:
            self._cover.colour()
        self.update()
