"""The icon's menu: the commands that make sense in the present state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QEvent, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QPalette
from PySide6.QtWidgets import QMenu

from worktracker.desktop.state import Face

FORGET = timedelta(minutes=15)
"""How much the first entry forgets, and the hotkey."""

TODAY = "today"
TOMORROW = "tomorrow"


class Menu(QMenu):
    """The commands. What is offered only sometimes is filled in by :attr:`filling`, when somebody looks."""

    filling = Signal()
    """Somebody is about to look: what is in front, and what was worked on, is wanted."""
    start_asked = Signal()
    stop_asked = Signal()
    pause_asked = Signal(object)
    """A timedelta, :data:`TOMORROW`, or None for until resumed."""
    work_asked = Signal(object)
    """A project's name, or None for nothing."""
    exclude_asked = Signal()
    forget_asked = Signal(object)
    """A timedelta, or :data:`TODAY`."""
    export_asked = Signal()
    report_asked = Signal()
    settings_asked = Signal()
    quit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = self.addAction("")
        self._line.setEnabled(False)
        self._trouble = self.addAction("")
        self._trouble.setEnabled(False)
        self._trouble.setVisible(False)
        self._strengthen()
        self.addSeparator()
        self._start = self._entry(self, self.start_asked)
        self._resume = self._entry(self, self.start_asked)
        lengths = (timedelta(minutes=15), timedelta(hours=1), TOMORROW, None)
        self._pauses = [self._with(self, "", self.pause_asked, length) for length in lengths]
        self._stop = self._entry(self, self.stop_asked)
        # Both kinds of tray take submenus as they are when the icon is made; what is in them may come later.
        self._working = QMenu(self)
        self._working.menuAction().setVisible(False)
        self._projects: QActionGroup | None = None
        self.addMenu(self._working)
        self.addSeparator()
        self._exclude = self._entry(self, self.exclude_asked)
        self._exclude.setVisible(False)
        self._more = QMenu(self)
        self._forget = [
            self._with(self, "", self.forget_asked, FORGET),
            self._with(self._more, "", self.forget_asked, timedelta(hours=1)),
            self._with(self._more, "", self.forget_asked, TODAY),
        ]
        self.addMenu(self._more)
        self.addSeparator()
        self._report = self._entry(self, self.report_asked)
        self._settings = self._entry(self, self.settings_asked)
        self._export = self._entry(self, self.export_asked)
        self._of_record = [
            self._forget[0], self._more.menuAction(), self._report, self._settings, self._export,
        ]  # fmt: skip
        self.addSeparator()
        self._quit = self._entry(self, self.quit_asked)
        self._speak()
        self.aboutToShow.connect(self.filling)

    def show_state(self, face: Face, line: str, trouble: str | None = None) -> None:
        """Say the state in ``line``, and ``trouble`` below where there is some; offer what fits it.

        Not every panel shows tooltips.
        """
        line = line.replace("&", "&&")  # a project may be called R&D
        if self._line.text() != line:
            self._line.setText(line)
        words = (trouble or "").replace("&", "&&")
        if self._trouble.text() != words:
            self._trouble.setText(words)
            self._trouble.setVisible(bool(words))
        wanted = face in (Face.RECORDING, Face.IDLE, Face.WAITING)
        self._start.setVisible(face is Face.STOPPED)
        self._resume.setVisible(face is Face.PAUSED)
        self._stop.setVisible(wanted or face is Face.PAUSED)
        for action in self._pauses:
            action.setVisible(wanted)
        for action in self._of_record:
            action.setVisible(face is not Face.STARTING)

    def offer_exclusion(self, name: str | None) -> None:
        """Offer to leave an application or a site out from now on; None: nothing is known of any."""
        self._exclude.setVisible(name is not None)
        if name is not None:
            shown = name.replace("&", "&&")
            self._exclude.setText(self.tr("Exclude “%1”").replace("%1", shown))

    def offer_projects(self, names: Sequence[str], running: str | None) -> None:
        """Offer projects to be worked on, and nothing; ``running`` is the one that is."""
        menu = self._working
        menu.menuAction().setVisible(bool(names))
        menu.clear()
        if self._projects is not None:
            self._projects.deleteLater()
        self._projects = QActionGroup(menu)  # one of them at a time: marked with a dot
        for name in names:
            self._mark(self._with(menu, name.replace("&", "&&"), self.work_asked, name), on=name == running)
        menu.addSeparator()
        self._mark(self._with(menu, self.tr("Nothing"), self.work_asked, None), on=running is None)

    def allow_forgetting(self, allowed: bool) -> None:
        """Whether forgetting can be asked for; not while it goes on."""
        for action in self._forget:
            action.setEnabled(allowed)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: speak another language; what is filled in is made anew when somebody looks."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._speak()

    def _speak(self) -> None:
        """Give every entry that is always there its text."""
        for_15, for_hour, until_tomorrow, until_resumed = self._pauses
        forget_15, forget_hour, forget_today = self._forget
        for action, text in (
            (self._start, self.tr("Start recording")),
            (self._resume, self.tr("Resume")),
            (for_15, self.tr("Pause for 15 minutes")),
            (for_hour, self.tr("Pause for 1 hour")),
            (until_tomorrow, self.tr("Pause until tomorrow")),
            (until_resumed, self.tr("Pause until I resume")),
            (self._stop, self.tr("Stop recording")),
            (self._working.menuAction(), self.tr("Working on")),
            (forget_15, self.tr("Forget last 15 minutes…")),
            (self._more.menuAction(), self.tr("Forget more")),
            (forget_hour, self.tr("Forget last hour…")),
            (forget_today, self.tr("Forget today…")),
            (self._report, self.tr("Open report")),
            (self._settings, self.tr("Settings")),
            (self._export, self.tr("Export everything as CSV…")),
            (self._quit, self.tr("Quit")),
        ):
            action.setText(text)

    def _strengthen(self) -> None:
        """Let the state be seen well: it is no command, yet the first thing to be read here."""
        colours = self.palette()
        strong = colours.color(QPalette.ColorRole.Text)
        strong.setAlphaF(0.75)
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            colours.setColor(QPalette.ColorGroup.Disabled, role, strong)
        self.setPalette(colours)

    def _entry(self, menu: QMenu, asked: SignalInstance) -> QAction:
        action = menu.addAction("")
        action.triggered.connect(lambda: asked.emit())  # noqa: PLW0108 - without "checked"
        return action

    def _with(self, menu: QMenu, text: str, asked: SignalInstance, value: timedelta | str | None) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: asked.emit(value))
        return action

    def _mark(self, action: QAction, *, on: bool) -> None:
        assert self._projects is not None
        self._projects.addAction(action)
        action.setCheckable(True)
        action.setChecked(on)
