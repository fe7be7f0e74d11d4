"""A day at a glance: numbers, hours, and where they went."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from worktracker.desktop.day.cards import HoursCard, SharesCard
from worktracker.desktop.day.counted import Day, count_day
from worktracker.desktop.look import KEY_NUMBER, Look, scaled
from worktracker.desktop.window.page import Around, Page, small
from worktracker.model.days import day_date, day_number
from worktracker.model.period import Period
from worktracker.reports.words import duration_words
from worktracker.store.store import Store


class KeyNumber(QWidget):
    """A duration with what it is below it."""

    def __init__(self) -> None:
        super().__init__()
        self._number = QLabel()
        self._number.setFont(scaled(self.font(), KEY_NUMBER, bold=True))
        self._meaning = small(QLabel())
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


class DayPage(Page):
    """One day, by default today."""

    name = "day"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._day: int | None = None  # None: today, whenever that is
        self._back = self.command("‹", lambda: self._step(-1))
        self._back.setAccessibleName(self.tr("The day before"))
        self._today_button = self.command(self.tr("&Today"), lambda: self.show_day(None))
        self._on = self.command("›", lambda: self._step(1))
        self._on.setAccessibleName(self.tr("The day after"))
        self._total, self._focus, self._idle, self._private = (KeyNumber() for _ in range(4))
        self._hours = HoursCard()
        self._shares = SharesCard()
        numbers = QHBoxLayout()
        numbers.setSpacing(34)
        for number in (self._total, self._focus, self._idle, self._private):
            numbers.addWidget(number)
        numbers.addStretch()
        self.body.addLayout(numbers)
        self.body.addWidget(self._hours)
        self.body.addWidget(self._shares, 1)
        self._show_heading()

    @property
    def window_title(self) -> str:
        """What the window's title says: ``today``, or the day's date."""
        return self.tr("today") if self._day is None else day_date(self._day).isoformat()

    def show_day(self, day: int | None) -> None:
        """Show the day of this number; None for today."""
        self._day = day if day is not None and day < self._today() else None
        self._show_heading()
        self.window().setWindowTitle(self.tr("worktracker: %1").replace("%1", self.window_title))
        self.refresh()

    def refresh(self) -> None:
        """Bring everything up to this moment; what was last known stays where the record can't be read."""
        day = self._today() if self._day is None else self._day
        self._show_heading()

        def read(store: Store) -> Day:
            return count_day(store.reader.spans(Period(first_day=day, last_day=day)))

        self.ask(read, self._show)

    def colour(self, colours: Look) -> None:
        """Follow the desktop from light to dark."""
        self._hours.update()
        self._shares.update()

    def _show(self, day: Day) -> None:
        now_ms = self.recording.clock.now().wall_ms
        self._total.show_length(day.active_ms, self.tr("active"))
        self._focus.show_length(day.focus_ms, self.tr("longest focus"))
        self._idle.show_length(day.idle_ms, self.tr("away"))
        self._private.show_length(day.private_ms, self.tr("private, nothing kept"))
        self._private.setVisible(day.private_ms > 0)
        self._hours.show_time(now_ms, self.recording.clock.zone_at(now_ms).offset_s)
        self._hours.show_day(day)
        self._shares.show_day(day)

    def _show_heading(self) -> None:
        date = day_date(self._today() if self._day is None else self._day)
        self.head(_date_text(QDate(date.year, date.month, date.day)))
        self._on.setEnabled(self._day is not None)
        self._today_button.setEnabled(self._day is not None)

    def _step(self, days: int) -> None:
        self.show_day((self._today() if self._day is None else self._day) + days)

    def _today(self) -> int:
        clock = self.recording.clock
        now_ms = clock.now().wall_ms
        day_start_ms = self.recording.opened.store.settings.day_start_ms
        return day_number(now_ms, clock.zone_at(now_ms).offset_s, day_start_ms)


def _date_text(date: QDate) -> str:
    """The date with its weekday and without its year, in the order of the user's locale."""
    locale = QLocale()
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    for year in (", yyyy", " yyyy", "yyyy년 ", "yyyy年", ".yyyy", "yyyy. ", " y", "yyyy"):
        if year in long:
            long = long.replace(year, "", 1)
            break
    return locale.toString(date, long.strip(" ,"))
