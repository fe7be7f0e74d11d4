"""The tray icon: the state, always in sight, and the menu that changes it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QHelpEvent, QIcon, QPalette
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from worktracker.desktop.icons import state_icon
from worktracker.desktop.state import Face

FORGET = timedelta(minutes=15)
"""How much the menu's entry forgets."""


class Menu(QMenu):
    """The commands, with those in sight that make sense in the present state."""

    start_asked = Signal()
    stop_asked = Signal()
    pause_asked = Signal(object)
    """A timedelta, ``tomorrow``, or None for until resumed."""
    forget_asked = Signal()
    export_asked = Signal()
    report_asked = Signal()
    quit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = self.addAction("")
        self._line.setEnabled(False)
        colours = self.palette()
        # The state is no command, yet the first thing to be read here.
        strong = colours.color(QPalette.ColorRole.Text)
        strong.setAlphaF(0.75)
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            colours.setColor(QPalette.ColorGroup.Disabled, role, strong)
        self.setPalette(colours)
        self.addSeparator()
        self._start = self._entry(self.tr("Start recording"), self.start_asked)
        self._resume = self._entry(self.tr("Resume"), self.start_asked)
        self._pauses = [
            self._pause(self.tr("Pause for 15 minutes"), timedelta(minutes=15)),
            self._pause(self.tr("Pause for 1 hour"), timedelta(hours=1)),
            self._pause(self.tr("Pause until tomorrow"), "tomorrow"),
            self._pause(self.tr("Pause until I resume"), None),
        ]
        self._stop = self._entry(self.tr("Stop recording"), self.stop_asked)
        self.addSeparator()
        self._entry(self.tr("Open report"), self.report_asked)
        self._entry(self.tr("Export everything as CSV…"), self.export_asked)
        self._forget = self._entry(self.tr("Forget last 15 minutes…"), self.forget_asked)
        self.addSeparator()
        self._entry(self.tr("Quit"), self.quit_asked)

    def show_state(self, face: Face, line: str) -> None:
        """Say the state in ``line`` and offer what fits it."""
        if self._line.text() != line:
            self._line.setText(line)
        recording = face in (Face.RECORDING, Face.IDLE)
        self._start.setVisible(face is Face.STOPPED)
        self._resume.setVisible(face is Face.PAUSED)
        self._stop.setVisible(face is not Face.STOPPED)
        for action in self._pauses:
            action.setVisible(recording)

    def allow_forgetting(self, allowed: bool) -> None:
        """Whether forgetting can be asked for; not while it goes on."""
        self._forget.setEnabled(allowed)

    def _entry(self, text: str, asked: SignalInstance) -> QAction:
        action = self.addAction(text)
        action.triggered.connect(lambda: asked.emit())  # noqa: PLW0108 - without "checked"
        return action

    def _pause(self, text: str, length: timedelta | str | None) -> QAction:
        action = self.addAction(text)
        action.triggered.connect(lambda: self.pause_asked.emit(length))
        return action


class Tray(QSystemTrayIcon):
    """The icon. Left click opens the report, middle click pauses and resumes, right click is the menu."""

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

    def show_state(self, face: Face, line: str, trouble: str | None) -> None:
        """Show the state's icon, and say ``line`` and ``trouble`` to whoever points at it."""
        if face is not self._face:
            self._face = face
            if face not in self._icons:
                self._icons[face] = state_icon(face)
            self.setIcon(self._icons[face])
        tip = f"{line}\n{trouble}" if trouble else line
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
