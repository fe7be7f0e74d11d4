"""A small window that asks what an absence was, in nobody's way: it takes no focus, and goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QCursor,
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from worktracker.app.coming_back import Absence, ask_no_more_after, keep_as, take_back
from worktracker.app.recording import Recording
from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import SMALL, look, palette, scaled
from worktracker.desktop.said import said_text
from worktracker.desktop.spoken import WINDOW, speak_roles
from worktracker.desktop.state import time_text
from worktracker.desktop.window.choice import Choice
from worktracker.desktop.window.discreet import SETTING, Discreet
from worktracker.desktop.window.style import window_style
from worktracker.errors import WorkTrackerError

STAYS_MS = 60_000
"""How long it stays when nobody touches it."""

OFFER_STAYS_MS = 20_000
"""The same of the mere offer after a night, and of the word that something was written down."""

_GAP = 12
_MOST_PROJECTS = 50


class Question(QWidget):
    """The question of one absence.

    Args:
        recording: where the answer is written down.
        absence: which.
        changed: called after something was written down, or taken back.
    """

    spoken_role = WINDOW
    closed = Signal()

    def __init__(self, recording: Recording, absence: Absence, changed: Callable[[], None]) -> None:
        # Above what is worked in, for it is small and soon gone; and without the focus, however it comes.
        super().__init__(
            None,
            Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint,
        )
        speak_roles()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._recording = recording
        self._absence = absence
        self._changed = changed
        self._discreet = Discreet(self, on=_hides_titles(recording))
        self._number: int | None = None
        self._projects: list[int | None] = [None]
        self.setWindowTitle(self.tr("worktracker: away"))
        self._title = QLabel(self._words())
        self._title.setFont(scaled(self.font(), 1.1, bold=True))
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._remark, self._wrong = QLabel(), QLabel()
        for label, kind in ((self._remark, "secondary"), (self._wrong, "wrong")):
            label.setFont(scaled(self.font(), SMALL))
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty(kind, True)
        self._form = self._made_form()
        self._keep = self._button(
            self.tr("&Keep %1").replace("%1", duration_words(absence.length_ms)), self._kept
        )
        self._keep.setProperty("primary", True)
        self._leave = self._button(self.tr("&Leave as away"), self.close)
        self._more = self._button(self.tr("&Write it down…"), self._open_form)
        self._undo = self._button(self.tr("&Undo"), self._undone)
        self._never = self._button("", self._ask_no_more)
        self._never.setProperty("flat", True)
        self._never.setStyleSheet("margin-left: -9px;")  # its words below the others: it has no edge
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._gone_by)
        self._arrange()
        self._show_form(shown=not absence.is_long)
        self._say(self._length_words())
        self._colour()
        self._check()

    @property
    def is_written_in(self) -> bool:
        """Whether something is said that is not kept yet, so that it must not go by itself."""
        return self._number is None and self._keep.isEnabled()

    def appear(self) -> None:
        """Come into sight, in the corner of the screen with the pointer, without the focus."""
        line = self.fontMetrics().height()
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.setFixedWidth(min(round(line * 28), room.width() - 2 * _GAP))
        self.adjustSize()
        corner = room.bottomRight() - QPoint(self.width() + _GAP - 1, self.height() + _GAP - 1)
        self.move(corner)
        self.show()
        self._stay(OFFER_STAYS_MS if self._absence.is_long else STAYS_MS)

    # What the user does

    def _kept(self) -> None:
        project = self._projects[self._project.currentIndex()]
        try:
            self._number = keep_as(self._recording, self._absence, self._note.text(), project)
        except WorkTrackerError as error:
            self._refuse(error)
            return
        self._changed()
        self._discreet.set(on=_hides_titles(self._recording))
        said = self._discreet.text(self._note.text().strip()) or self._project.currentText()
        self._title.setText(self.tr("Written down: %1").replace("%1", said))
        self._say(self._words(short=True))
        self._show_form(shown=False)
        for button in (self._leave, self._more, self._never):
            button.hide()
        self._undo.show()
        self._undo.setFocus()
        self._fit()
        self._stay(OFFER_STAYS_MS)

    def _undone(self) -> None:
        if self._number is None:
            return
        try:
            take_back(self._recording, self._number)
        except WorkTrackerError as error:
            self._refuse(error)
            return
        self._changed()
        self.close()

    def _ask_no_more(self) -> None:
        assert self._absence.after is not None
        try:
            ask_no_more_after(self._recording, self._absence.after)
        except WorkTrackerError as error:
            self._refuse(error)
            return
        self.close()

    def _open_form(self) -> None:
        self._show_form(shown=True)
        self._fit()
        self._note.setFocus()
        self._stay(STAYS_MS)

    # Qt's hooks

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: stay while the pointer is here."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: it may go again."""
        super().leaveEvent(event)
        self._stay(STAYS_MS)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: Escape leaves it as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().closeEvent(event)
        self._timer.stop()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: follow the desktop from light to dark."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ThemeChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: a hairline around it, as it has no frame."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # as thick on each side at 150 %, too
        painter.setPen(QPen(look().secondary, 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    # Inside

    def _words(self, *, short: bool = False) -> str:
        begin, end = time_text(self._absence.start_ms), time_text(self._absence.end_ms)
        text = "%1–%2" if short else self.tr("You were away %1–%2")
        return text.replace("%1", begin).replace("%2", end)

    def _length_words(self) -> str:
        length = duration_words(self._absence.length_ms)
        if self._absence.after is None:
            return length
        return self.tr("%1, after %2").replace("%1", length).replace("%2", self._absence.after)

    def _made_form(self) -> QWidget:
        self._note = QLineEdit()
        self._note.setPlaceholderText(self.tr("A meeting, a call, lunch …"))
        self._note.setAccessibleName(self.tr("What it was"))
        if self._discreet.on:
            self._note.setEchoMode(QLineEdit.EchoMode.Password)
        self._note.textChanged.connect(self._check)
        self._note.returnPressed.connect(self._return_pressed)
        self._project = Choice()
        self._project.setAccessibleName(self.tr("Project"))
        self._project.addItem(self.tr("No project"))
        try:
            known = self._recording.opened.store.projects.recently_used(_MOST_PROJECTS)
        except WorkTrackerError:  # a note can be kept all the same
            known = []
        for project in known:
            self._project.addItem(project.name)
            self._projects.append(project.id)
        self._project.setVisible(bool(known))
        self._project.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._project.setMinimumContentsLength(9)
        self._project.currentIndexChanged.connect(self._check)
        form = QWidget()
        row = QHBoxLayout(form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._note, 3)
        row.addWidget(self._project, 2)
        return form

    def _button(self, text: str, clicked: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(clicked)
        return button

    def _arrange(self) -> None:
        self._undo.hide()
        after = self._absence.after
        if after is None or self._absence.is_long:
            self._never.hide()
        else:
            shown = after.replace("&", "&&")
            self._never.setText(self.tr("&Don't ask after %1").replace("%1", shown))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._more, self._keep, self._leave, self._undo):
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 12)
        layout.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._remark)
        words.addWidget(self._wrong)
        layout.addLayout(words)
        layout.addWidget(self._form)
        layout.addLayout(buttons)
        layout.addWidget(self._never, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def _show_form(self, *, shown: bool) -> None:
        self._form.setVisible(shown)
        self._keep.setVisible(shown)
        self._more.setVisible(not shown)

    def _check(self) -> None:
        said = self._note.text().strip() or self._project.currentIndex() > 0
        self._keep.setEnabled(bool(said))
        if self._timer.isActive():
            self._stay(STAYS_MS)

    def _return_pressed(self) -> None:
        if self._keep.isEnabled():
            self._kept()

    def _say(self, text: str) -> None:
        self._remark.setText(text)
        self._wrong.hide()

    def _refuse(self, error: WorkTrackerError) -> None:
        self._wrong.setText(said_text(error.message))
        self._wrong.show()
        self._fit()

    def _fit(self) -> None:
        """Be as tall as what there is now, with the lower edge where it was."""
        below = self.geometry().bottom()
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), layout.totalHeightForWidth(self.width()))  # Qt's: of narrow lines
        self.move(self.x(), below - self.height() + 1)

    def _stay(self, wait_ms: int) -> None:
        self._timer.start(wait_ms)

    def _gone_by(self) -> None:
        """Nobody has touched it for long; what is written in it is not lost."""
        if self.is_written_in:
            self._stay(STAYS_MS)
        else:
            self.close()

    def _colour(self) -> None:
        colours = look()
        self.setPalette(palette(colours))
        self.setStyleSheet(f"Question {{ background: {colours.card.name()}; }}" + window_style(colours))
        self.update()


def _hides_titles(recording: Recording) -> bool:
    """Whether notes are hidden with titles; they are where that can't be read."""
    try:
        return recording.opened.store.settings.switch(SETTING)
    except WorkTrackerError:
        return True
