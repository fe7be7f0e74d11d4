"""Whether a panel shows our icon, and when that changes; heard, not asked for again and again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

_WATCHER = "org.kde.StatusNotifierWatcher"
_SETTLE_MS = 300
"""From a host's coming or going until Qt knows of it."""


class TrayHost(QObject):
    """Tells by :attr:`changed` when the tray has come or gone. Made after the icon is shown."""

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.present = QSystemTrayIcon.isSystemTrayAvailable()
        # Qt's own window inside an XEmbed tray: shown and hidden as the tray comes and goes.
        for widget in QApplication.topLevelWidgets():
            if widget.metaObject().className() == "QSystemTrayIconSys":
                widget.installEventFilter(self)
        self._bus = QDBusServiceWatcher(_WATCHER, QDBusConnection.sessionBus())
        self._bus.serviceOwnerChanged.connect(self._look_soon)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt's hook: notice, and let it pass."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.PlatformSurface):
            self._look_soon()
        return super().eventFilter(watched, event)

    def _look_soon(self, *_: object) -> None:
        self._timer.start()

    def _look(self) -> None:
        present = QSystemTrayIcon.isSystemTrayAvailable()
        if present is not self.present:
            self.present = present
            self.changed.emit(present)
