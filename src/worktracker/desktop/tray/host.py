"""Whether a panel shows our icon, and when that changes; heard, not asked for again and again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

WATCHER = "org.kde.StatusNotifierWatcher"
_EMBEDDED = "QSystemTrayIconSys"
"""Qt's own widget inside an XEmbed tray: made when the tray comes, deleted when it goes."""

_SETTLE_MS = 300
"""From a host's coming or going until Qt knows of it."""


class TrayHost(QObject):
    """Tells by :attr:`changed` when the tray has come or gone. Made after the icon is shown.

    The icon stays with the kind of tray that it was made for (see :mod:`.awaited`); one of
    the other kind that comes when that has gone is no host to it.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.present = QSystemTrayIcon.isSystemTrayAvailable()
        self._watched: QWidget | None = None
        self._bus = QDBusServiceWatcher(WATCHER, QDBusConnection.sessionBus())
        self._bus.serviceOwnerChanged.connect(self._look_soon)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._look)
        self._listen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt's hook: notice Qt's own widget, and let everything pass."""
        if event.type() is QEvent.Type.Show and watched.metaObject().className() == _EMBEDDED:
            self._look_soon()
        return False

    def _listen(self) -> None:
        """Wait for the widget's end where there is one; where there is none, for one to be shown."""
        application = QCoreApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        if not self.present:
            application.installEventFilter(self)
            return
        for widget in QApplication.topLevelWidgets():
            if widget.metaObject().className() == _EMBEDDED and widget is not self._watched:
                self._watched = widget
                widget.destroyed.connect(self._gone)

    def _gone(self) -> None:
        self._watched = None
        self._look_soon()

    def _look_soon(self, *_: object) -> None:
        self._timer.start()

    def _look(self) -> None:
        present = QSystemTrayIcon.isSystemTrayAvailable()
        if present is not self.present:
            self.present = present
            self.changed.emit(present)
        self._listen()
