"""The time before there is a panel for our icon: a program that starts with the session may be early."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from Xlib import X
from Xlib.protocol import request

from worktracker.capture.x11.connection import Connection
from worktracker.desktop.tray.host import WATCHER
from worktracker.errors import CaptureError
from worktracker.loop import Loop

_SELECTION = "_NET_SYSTEM_TRAY_S0"
"""Owned by the XEmbed tray (freedesktop.org, System Tray Protocol)."""

_SETTLE_MS = 300
"""A tray announces itself a moment before it takes icons."""


class TrayAwaited(QObject):
    """Tells by :attr:`come` when the first tray is there, of whichever kind; then it has done its work.

    The first QSystemTrayIcon decides, for the whole life of the program, between the two kinds:
    a StatusNotifier host and an XEmbed tray. So none is made before there is one of them.

    Args:
        parent: who owns this.
        loop: tells when the X server has news.
        display: the X display; empty where there is none.

    Attributes:
        present: whether there was one all along; nothing is told then.
    """

    come = Signal()

    def __init__(self, parent: QObject, loop: Loop, display: str) -> None:
        super().__init__(parent)
        self._loop = loop
        self._screen = _screen(display)
        bus = QDBusConnection.sessionBus()
        self.present = _on_bus(bus) or self._on_screen()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._is_there)
        self._bus = QDBusServiceWatcher(WATCHER, bus, parent=self)
        self._bus.serviceRegistered.connect(self._came)
        if self.present:
            self.close()
        elif self._screen is not None:
            loop.add_reader(self._screen.fileno(), self._hear)

    def close(self) -> None:
        """Wait no more; may be called twice."""
        self._bus.removeWatchedService(WATCHER)
        self._leave_screen()

    def _came(self, *_: object) -> None:
        self._timer.start()

    def _hear(self) -> None:
        """The X server has news for the root window; a tray that came is among them."""
        try:
            assert self._screen is not None
            self._screen.events()
            if self._on_screen():
                self._came()
        except CaptureError:
            self._leave_screen()

    def _is_there(self) -> None:
        self.close()
        self.come.emit()

    def _on_screen(self) -> bool:
        if self._screen is None:
            return False
        (selection,) = self._screen.atoms(_SELECTION)
        return self._screen.ask(request.GetSelectionOwner, selection=selection).owner != X.NONE

    def _leave_screen(self) -> None:
        screen, self._screen = self._screen, None
        if screen is not None:
            self._loop.remove_reader(screen.fileno())
            screen.close()


def _on_bus(bus: QDBusConnection) -> bool:
    interface = bus.interface() if bus.isConnected() else None
    return interface is not None and bool(interface.isServiceRegistered(WATCHER).value())


def _screen(display: str) -> Connection | None:
    """A connection that hears of a tray that comes: it says so to the root window."""
    try:
        found = Connection(display)
        found.select(found.root, X.StructureNotifyMask)
        found.flush()
    except CaptureError:
        return None
    return found
