"""The first run: three pages, and at their end one answer that keeps everything or nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from worktracker.app.browser_manifests import Browser
from worktracker.app.first_run import Choices, agree, found_browsers
from worktracker.app.recording import Recording
from worktracker.desktop.first_run.category_names import category_names
from worktracker.desktop.first_run.chosen import ChosenPage
from worktracker.desktop.first_run.key import KeyPage
from worktracker.desktop.first_run.page import SIDE, Page
from worktracker.desktop.first_run.recorded import RecordedPage
from worktracker.desktop.first_run.steps import Steps
from worktracker.desktop.look import look, palette
from worktracker.desktop.said import said
from worktracker.desktop.spoken import speak_roles
from worktracker.desktop.window.style import window_style
from worktracker.errors import WorkTrackerError

_WIDTH, _HEIGHT = 53, 48
"""Of the dialog, in heights of a line."""

_LEAST_FOR_STEPS = 40
"""In heights of a line: narrower, the pages' names are left out."""


class FirstRun(QDialog):
    """Shows what is agreed to, what can be chosen, and where the key is; keeps all of it at the end.

    Where an older text was agreed to, only the text is shown: the rest was chosen before.

    Attributes:
        agreed: whether the user has agreed; to be read when it has finished.
        trouble: what could not be done all the same, in words; empty if nothing.
        browsers: those that find the program from now on, so that their extension can be loaded.
    """

    def __init__(self, recording: Recording) -> None:
        super().__init__()
        speak_roles()
        self.agreed = False
        self.trouble = ""
        self.browsers: tuple[Browser, ...] = ()
        self._keeping = False
        self._recording = recording
        store = recording.opened.store
        before = store.agreements.newest()
        self._chosen: ChosenPage | None = None
        self._key: KeyPage | None = None
        self._pages: list[Page] = [RecordedPage(store.path, before)]
        if before is None:
            self._chosen = ChosenPage(store.settings, found_browsers(recording.home))
            self._key = KeyPage(recording.slots, store.key)
            self._key.changed.connect(self._show_buttons)
            self._pages += [self._chosen, self._key]
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(page)
        self._steps = Steps((self.tr("What is recorded"), self.tr("Your choices"), self.tr("The key")))
        self._line = QFrame()
        self._line.setFixedHeight(1)
        self._remark = QLabel()
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._remark.setWordWrap(True)
        self._remark.setProperty("wrong", True)
        self._remark.hide()
        self._foot = self._made_foot()
        self._arrange()
        self._colour()
        self._fit()
        self._turn_to(0)

    def agree(self) -> None:
        """Keep the agreement and what was chosen, all or nothing; stays open where that can't be."""
        choices = Choices()
        if self._chosen is not None and self._key is not None:
            choices = Choices(
                self._chosen.settings,
                self._chosen.browsers,
                self._key.passphrase,
                self._key.alone,
                category_names(),
            )
        recording = self._recording
        work = partial(agree, recording.home, recording.slots, choices, recording.clock.now().wall_ms)
        self._set_keeping(on=True)

        def done(result: str | WorkTrackerError) -> None:
            self._set_keeping(on=False)
            if isinstance(result, WorkTrackerError):
                self._refuse(result)
                return
            self.agreed, self.trouble, self.browsers = True, result, choices.browsers
            self.accept()

        try:
            recording.rewrite(work, done)
        except WorkTrackerError as error:
            done(error)

    def reject(self) -> None:
        """Qt's hook for closing and Escape: not agreed; while the answer is being kept it stays."""
        if not self._keeping:
            super().reject()

    def done(self, result: int) -> None:
        """Qt's hook: nothing that was typed or shown is kept."""
        if self._key is not None:
            self._key.forget()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: the page scrolls from the keyboard without taking the focus."""
        steps = {
            Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
            Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._page.verticalScrollBar().triggerAction(step)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: follow the desktop from light to dark."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ThemeChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()

    # Inside

    @property
    def _page(self) -> Page:
        return self._pages[self._stack.currentIndex()]

    # Methods, not lambdas: PySide 6.12 corrupts the heap at the end of a dialog that these hold.

    def _go_back(self) -> None:
        self._turn_to(self._stack.currentIndex() - 1)

    def _go_on(self) -> None:
        self._turn_to(self._stack.currentIndex() + 1)

    def _turn_to(self, number: int) -> None:
        """Show a page; the focus goes into it, so that no second key press agrees by accident."""
        self._stack.setCurrentIndex(number)
        self._steps.show_step(number)
        title = self.tr("worktracker: agreement")
        if number:
            title = self.tr("worktracker: agreement, %1 of %2")
            title = title.replace("%1", str(number + 1)).replace("%2", str(len(self._pages)))
        self.setWindowTitle(title)
        self._remark.hide()
        self._show_buttons()
        self._page.begin()

    def _show_buttons(self) -> None:
        number, last = self._stack.currentIndex(), len(self._pages) - 1
        self._back.setVisible(number > 0)
        self._next.setVisible(number < last)
        self._agree.setVisible(number == last)
        for button in (self._later, self._back, self._next):
            button.setEnabled(not self._keeping)
        complete = self._key is None or self._key.complete
        self._agree.setEnabled(complete and not self._keeping)

    def _set_keeping(self, *, on: bool) -> None:
        self._keeping = on
        self._stack.setEnabled(not on)
        self._show_buttons()

    def _refuse(self, error: WorkTrackerError) -> None:
        self._remark.setText(self.tr("Nothing was kept yet. %1").replace("%1", said(error)))
        self._remark.show()

    def _made_foot(self) -> QVBoxLayout:
        self._later = self._button(self.tr("Not no&w"))
        self._later.clicked.connect(self.reject)
        self._back = self._button(self.tr("&Back"))
        self._back.clicked.connect(self._go_back)
        self._next = self._button(self.tr("&Next"), primary=True)
        self._next.clicked.connect(self._go_on)
        self._agree = self._button(self.tr("&Agree and start recording"), primary=True)
        self._agree.clicked.connect(self.agree)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._later)
        row.addStretch()
        for button in (self._back, self._next, self._agree):
            row.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(SIDE, 14, 24, 16)
        foot.setSpacing(10)
        foot.addWidget(self._remark)
        foot.addLayout(row)
        return foot

    def _button(self, text: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text)
        # It may appear while somebody types: Return must not agree to anything by accident.
        button.setAutoDefault(False)
        button.setProperty("primary", primary)
        return button

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self._line)
        right.addLayout(self._foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._steps)
        layout.addLayout(right, 1)

    def _fit(self) -> None:
        """As tall as the pages, but never taller or wider than the screen."""
        line = self.fontMetrics().height()
        screen = self.screen().availableGeometry()
        width = min(max(620, line * _WIDTH), screen.width() - 32)
        with_steps = len(self._pages) > 1 and width >= _LEAST_FOR_STEPS * line
        self._steps.setVisible(with_steps)
        beside = self._steps.width() if with_steps else 0
        foot = self._foot.sizeHint().height() + 1
        if not with_steps:
            width = min(width, line * 42)
        wanted = max(page.height_at(width - beside) for page in self._pages) + foot
        frame = line * 2 + 16  # the window manager's, known only when it is shown
        self.resize(width, min(wanted, line * _HEIGHT + foot, screen.height() - frame))
        self.setMinimumSize(min(width, 400), min(self.height(), foot + 120))

    def _colour(self) -> None:
        colours = look()
        self.setPalette(palette(colours))
        self.setStyleSheet(window_style(colours))
        self._line.setStyleSheet(f"background: {colours.line.name()};")
