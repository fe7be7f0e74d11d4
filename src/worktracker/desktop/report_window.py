"""Today at a glance: numbers, hours, and where they went."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from worktracker.app.recording import Recording
from worktracker.desktop.cover import Cover, Unused
from worktracker.desktop.day import Day, count_day
from worktracker.desktop.day_cards import HoursCard, SharesCard
from worktracker.desktop.icons import drawn
from worktracker.desktop.look import (
    CARD_GAP,
    KEY_NUMBER,
    PAGE_MARGIN,
    SMALL,
    TITLE,
    button_style,
    look,
    palette,
    scaled,
    scroll_style,
)
from worktracker.desktop.state import Face, Shown, state_words
from worktracker.errors import StoreBusyError, StoreUnavailableError
from worktracker.model.days import day_date, day_number
from worktracker.model.period import Period
from worktracker.reports.words import duration_words

REFRESH_MS = 30_000
"""How often it is brought up to date, while it can be seen."""


class KeyNumber(QWidget):
    """A duration with what it is below it."""

    def __init__(self) -> None:
        super().__init__()
        self._number = QLabel()
        self._number.setFont(scaled(self.font(), KEY_NUMBER, bold=True))
        self._meaning = QLabel()
        self._meaning.setFont(scaled(self.font(), SMALL))
        self._meaning.setForegroundRole(self._meaning.palette().ColorRole.PlaceholderText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._number)
        layout.addWidget(self._meaning)

    def show_length(self, duration_ms: int, meaning: str) -> None:
        """Show a duration in milliseconds, and say what it is."""
        number = duration_words(duration_ms)
        self._number.setText(number)
        self._meaning.setText(meaning)
        self.setAccessibleName(f"{number} {meaning}")


class ReportWindow(QWidget):
    """Today's report. Made when it is asked for and freed when it is closed."""

    closed = Signal()
    start_asked = Signal()
    toggle_asked = Signal()

    def __init__(self, recording: Recording) -> None:
        super().__init__()
        self._recording = recording
        self.setWindowTitle(self.tr("worktracker: today"))
        self._cover: Cover | None = None
        self._unused: Unused | None = None
        self._face = Face.STOPPED
        self._fitted = False
        self._trouble: str | None = None
        self._unread: str | None = None  # why the record can't be read
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

        self._title = QLabel()
        self._title.setFont(scaled(self.font(), TITLE, bold=True))
        self._dot = QLabel()
        self._state = QLabel()
        self._button = QPushButton()
        self._button.clicked.connect(self._button_clicked)
        self._total, self._focus, self._idle = KeyNumber(), KeyNumber(), KeyNumber()
        self._hours = HoursCard()
        self._shares = SharesCard()
        self._footer = QLabel()
        self._footer.setFont(scaled(self.font(), SMALL))
        self._footer.setForegroundRole(self._footer.palette().ColorRole.PlaceholderText)
        self._footer.setWordWrap(True)
        self._arrange()
        self._colour()

    def hide_when_unused(self, wait_ms: int, *, now: bool) -> None:
        """Hide what is shown after ``wait_ms`` milliseconds without use; at once if ``now``."""
        self._unused = Unused(self, wait_ms)
        self._unused.over.connect(self.cover)
        if now:
            self.cover()

    def cover(self) -> None:
        """Hide what is shown, until whoever sits there may see it."""
        if self._cover is None:
            self._cover = Cover(self._recording.slots)
            self._cover.uncovered.connect(self._uncover)
            self._outer.addWidget(self._cover)
        self._scroll.hide()
        self._cover.show()
        self._cover.setFocus()

    @property
    def is_covered(self) -> bool:
        """Whether it hides what it would show."""
        return self._cover is not None and not self._cover.isHidden()

    def _uncover(self) -> None:
        if self._cover is not None:
            self._cover.hide()
        self._scroll.show()
        self.refresh()

    def show_state(self, state: Shown) -> None:
        """Say whether it is recording, and offer what fits."""
        self._face = state.face
        self._state.setText(state_words(state))
        self._state.setToolTip(state.trouble or "")
        self._dot.setPixmap(self._picture(state.face))
        self._button.setText(
            {Face.PAUSED: self.tr("Resume"), Face.STOPPED: self.tr("Start recording")}.get(
                state.face, self.tr("Pause")
            )
        )
        self._trouble = state.trouble
        self._show_where()
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Bring everything up to this moment; what was last known stays where the record can't be read."""
        try:
            self._show_today()
            self._unread = None
        except (StoreBusyError, StoreUnavailableError) as error:
            self._unread = error.message
        self._show_where()

    def _show_today(self) -> None:
        recording = self._recording
        recording.settle()
        store, clock = recording.opened.store, recording.clock
        now_ms = clock.now().wall_ms
        offset_s = clock.zone_at(now_ms).offset_s
        today = day_number(now_ms, offset_s, store.settings.day_start_ms)
        day = count_day(store.reader.spans(Period(first_day=today, last_day=today)))
        date = day_date(today)
        self._title.setText(_date_text(QDate(date.year, date.month, date.day)))
        self._show_numbers(day)
        self._hours.show_time(now_ms, offset_s)
        self._hours.show_day(day)
        self._shares.show_day(day)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: be up to date, and stay so."""
        super().showEvent(event)
        self.refresh()
        if not self._fitted:  # only now everything has its text, and with it its size
            self._fitted = True
            self._fit()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: nothing is brought up to date that nobody sees."""
        super().hideEvent(event)
        self._timer.stop()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().closeEvent(event)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: follow the desktop from light to dark."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ThemeChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _show_numbers(self, day: Day) -> None:
        meaning = self.tr("today")
        if day.private_ms:
            private = self.tr("%1 of it private").replace("%1", duration_words(day.private_ms))
            meaning = f"{meaning}, {private}"
        self._total.show_length(day.active_ms, meaning)
        self._focus.show_length(day.focus_ms, self.tr("longest focus"))
        self._idle.show_length(day.idle_ms, self.tr("idle"))

    def _show_where(self) -> None:
        """Say where the record is and where it is not, and first what is wrong; in words, always true."""
        parts = [
            self._trouble or self._unread,
            self.tr("Stored on this computer, encrypted"),
            self.tr("No network connection"),
            self.tr("Nothing shared"),
        ]
        self._footer.setText("     ".join(part for part in parts if part))

    def _button_clicked(self) -> None:
        if self._face is Face.STOPPED:
            self.start_asked.emit()
        else:
            self.toggle_asked.emit()

    def _picture(self, face: Face) -> QPixmap:
        size = round(self.fontMetrics().height())
        ratio = self.devicePixelRatioF()
        picture = drawn(f"icons/{face}.svg", QSize(round(size * ratio), round(size * ratio)))
        picture.setDevicePixelRatio(ratio)
        return picture

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._dot)
        head.addWidget(self._state)
        head.addSpacing(8)
        head.addWidget(self._button)
        numbers = QHBoxLayout()
        numbers.setSpacing(34)
        for number in (self._total, self._focus, self._idle):
            numbers.addWidget(number)
        numbers.addStretch()
        self._page = QWidget()
        layout = QVBoxLayout(self._page)
        layout.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 12)
        layout.setSpacing(CARD_GAP)
        layout.addLayout(head)
        layout.addLayout(numbers)
        layout.addWidget(self._hours)
        layout.addWidget(self._shares, 1)
        layout.addWidget(self._footer)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._page)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._scroll)

    def _fit(self) -> None:
        """As large as the page with all the rows that there may be; scrolls where the screen is smaller."""
        line = self.fontMetrics().height()
        room = self.screen().availableGeometry().size() - QSize(48, 48)  # for the window's frame
        width = min(max(760, round(line * 46)), room.width())
        height = self._page.heightForWidth(width) + self._shares.growth
        self.resize(width, min(height, room.height()))

    def _colour(self) -> None:
        colours = look()
        self.setPalette(palette(colours))
        self._button.setStyleSheet(button_style(colours))
        self._scroll.verticalScrollBar().setStyleSheet(scroll_style(colours))
        if self._cover is not None:
            self._cover.colour()
        self.update()


def _date_text(date: QDate) -> str:
    """The date with its weekday and without its year, in the order of the user's locale."""
    locale = QLocale()
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    for year in (", yyyy", " yyyy", "yyyy년 ", "yyyy年", ".yyyy", "yyyy. ", " y", "yyyy"):
        if year in long:
            long = long.replace(year, "", 1)
            break
    return locale.toString(date, long.strip(" ,"))
