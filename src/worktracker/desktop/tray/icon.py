"""The tray icon: the state, always in sight, and the menu that changes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QHelpEvent, QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from worktracker.desktop.icons import state_icon
from worktracker.desktop.state import Face
from worktracker.desktop.tray.menu import Menu


class Tray(QSystemTrayIcon):
    """The icon. Left click opens the window, middle click pauses and resumes, right click is the menu."""

    toggle_asked = Signal()
    tooltip_needed = Signal()
    """Somebody looks (XEmbed): the tooltip is about to be shown."""

    def __init__(self, parent: QObject, menu: Menu) -> None:
        super().__init__(parent)
        self._menu = menu
        self.setContextMenu(menu)
        self._icons: dict[Face, QIcon] = {}
        self._face: Face | None = None
        self.activated.connect(self._clicked)

    def show_state(self, face: Face, line: str, more: str) -> None:
        """Show the state's icon, and say ``line``, and ``more`` if there is more, to whoever points at it."""
        if face is not self._face:
            self._face = face
            if face not in self._icons:
                self._icons[face] = state_icon(face)
            self.setIcon(self._icons[face])
        tip = f"{line}\n{more}" if more else line
        if self.toolTip() != tip:
            self.setToolTip(tip)

    def notify(self, title: str, text: str) -> None:
        """Tell something in passing."""
        if self._face is not None:
            self.showMessage(title, text, self._icons[self._face], 5_000)

    def event(self, event: QEvent) -> bool:
        """Qt's hook: bring the tooltip up to date just before it is shown."""
        if isinstance(event, QHelpEvent):
            self.tooltip_needed.emit()
        return super().event(event)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._menu.report_asked.emit()
        elif reason is QSystemTrayIcon.ActivationReason.MiddleClick:
            self.toggle_asked.emit()
