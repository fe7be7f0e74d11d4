"""What always says whether it is recording: the icon, or a small window where no panel shows icons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from worktracker.desktop.state import Shown
from worktracker.desktop.tray.awaited import TrayAwaited
from worktracker.desktop.tray.host import TrayHost
from worktracker.desktop.tray.icon import Tray
from worktracker.desktop.tray.menu import Menu
from worktracker.loop import Loop

if TYPE_CHECKING:
    from worktracker.desktop.tray.state_window import StateWindow


class Presence(QObject):
    """Shows the icon as soon as there is a tray, and the window while there is none.

    Args:
        parent: who owns this.
        loop: tells when a tray comes.
        menu: the menu of both.
    """

    start_asked = Signal()
    toggle_asked = Signal()
    news_wanted = Signal()
    """Something has come into sight that has to be told what is so."""

    def __init__(self, parent: QObject, loop: Loop, menu: Menu) -> None:
        super().__init__(parent)
        self._loop = loop
        self._menu = menu
        self._tray: Tray | None = None
        self._host: TrayHost | None = None
        self._awaited: TrayAwaited | None = None
        self._window: StateWindow | None = None

    @property
    def menu(self) -> Menu:
        """The menu of both."""
        return self._menu

    def begin(self, display: str) -> None:
        """Show the icon, or the window until there is a tray on the X ``display`` or the message bus."""
        self._awaited = TrayAwaited(self, self._loop, display)
        if self._awaited.present:
            self._show_icon()
        else:
            self._awaited.come.connect(self._show_icon)
            self._host_changed(present=False)

    def close(self) -> None:
        """Take the icon away, or the window; may be called twice."""
        if self._awaited is not None:
            self._awaited.close()
        if self._host is not None:
            self._host.changed.disconnect(self._host_changed)
            self._host = None
        if self._tray is not None:
            self._tray.hide()
        if self._window is not None:
            self._window.end()
            self._window = None

    def show_state(self, state: Shown, line: str) -> None:
        """Say what is so, and ``line`` of it."""
        self._menu.show_state(state.face, line, state.trouble)
        if self._tray is not None:
            self._tray.show_state(state.face, line, state.more)
        if self._window is not None:
            self._window.show_state(state, line)

    def notify(self, title: str, text: str) -> None:
        """Tell something in passing: by the icon, or in the window while there is one instead."""
        if self._window is not None:
            self._window.show_notice(title, text)
        elif self._tray is not None:
            self._tray.notify(title, text)

    def _show_icon(self) -> None:
        """Show the icon: there is a tray for it."""
        self._tray = Tray(self, self._menu)
        self._tray.toggle_asked.connect(self.toggle_asked)
        self._tray.tooltip_needed.connect(self.news_wanted)
        self.news_wanted.emit()
        self._tray.show()
        self._host = TrayHost(self)
        self._host.changed.connect(self._host_changed)
        self._host_changed(self._host.present)

    def _host_changed(self, present: bool) -> None:
        if present:
            if self._window is not None:
                self._window.end()
                self._window = None
        elif self._window is None:
            from worktracker.desktop.tray.state_window import StateWindow

            self._window = StateWindow(self._menu)
            self._window.toggle_asked.connect(self.toggle_asked)
            self._window.start_asked.connect(self.start_asked)
            self._window.show()
            self.news_wanted.emit()
