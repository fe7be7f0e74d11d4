"""The page's row of choices: which days, by what, and compared with what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from worktracker.desktop.dates import date_form
from worktracker.desktop.direction import keep_order
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.ranges import Preset, Range, preset_of
from worktracker.desktop.reports.wording import by_words, preset_words
from worktracker.desktop.window.choice import Choice, draw_chevron
from worktracker.desktop.window.flow import Flow
from worktracker.desktop.window.months import Months
from worktracker.model.weeks import WeekStart
from worktracker.reports.report import By

_ORDER = (
    By.CATEGORY, By.APP, By.DOMAIN, By.TITLE, By.DOCUMENT, By.URL, By.PROJECT, By.CLIENT, By.TAG,
    By.HOUR, By.WEEKDAY, By.DAY, By.WEEK, By.MONTH, By.YEAR,
)  # fmt: skip
_DEPTHS = (1, 2, 3, None)
_BEFORE = (None, True, False)
"""Compared with nothing, with the days before, with days of their own."""


class DayField(QDateEdit):
    """A date with a calendar, and an arrow of its own: a style sheet takes away the system's."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._months: Months | None = None  # made when it is first opened: it takes longer than the rest
        self._today = date.min
        self._week_start = WeekStart.MONDAY
        keep_order(self)
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)
        self.setDisplayFormat(date_form())
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def dress(self, today: date, week_start: WeekStart) -> None:
        """Its calendar, as it is now."""
        self._today, self._week_start = today, week_start
        if self._months is not None:
            self._months.begin_weeks(week_start)
            self._months.colour(_qdate(today))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: the arrow opens the calendar."""
        self._make_months()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: F4 and Alt+Down open the calendar."""
        self._make_months()
        super().keyPressEvent(event)

    def _make_months(self) -> None:
        if self._months is None:
            self._months = Months()
            self._months.setAccessibleName(self.accessibleName())
            self.setCalendarWidget(self._months)
            self.dress(self._today, self._week_start)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: the wheel scrolls the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().paintEvent(event)
        draw_chevron(self)


class Days(QWidget):
    """From one day to another, each with a calendar."""

    chosen = Signal(object)
    """The range."""

    def __init__(self, first_name: str, last_name: str) -> None:
        super().__init__()
        self._first, self._last = DayField(first_name), DayField(last_name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for edit in (self._first, self._last):
            edit.dateChanged.connect(self._changed)
        layout.addWidget(self._first)
        layout.addWidget(QLabel("–"))
        layout.addWidget(self._last)

    def show_days(self, days: Range, today: date) -> None:
        """Show a range; where it is open, today."""
        with QSignalBlocker(self._first), QSignalBlocker(self._last):
            self._first.setDate(_qdate(days.first or today))
            self._last.setDate(_qdate(days.last or today))

    def dress(self, today: date, week_start: WeekStart) -> None:
        """The calendars, as they are now."""
        for edit in (self._first, self._last):
            edit.dress(today, week_start)

    def _changed(self) -> None:
        first, last = (date(*edit.date().getDate()) for edit in (self._first, self._last))  # type: ignore[arg-type]
        if first > last:  # the other end goes along
            first = last = first if self.sender() is self._first else last
        self.chosen.emit(Range(first, last))


class Controls(QWidget):
    """Everything that is asked but the filters.

    Args:
        add_filter: the button that begins one, which stands here.
    """

    changed = Signal(object)
    """The place as the user wants it."""

    def __init__(self, add_filter: QWidget) -> None:
        super().__init__()
        self._place = Place()
        self._days = Range()
        self._today = date.min
        self._week_start = WeekStart.MONDAY
        self._earlier = self._arrow("‹", self.tr("The days before"), -1)
        self._presets = self._choice(
            self.tr("Which days"), [*map(preset_words, Preset), self.tr("Chosen days")], self._preset_chosen
        )
        self._later = self._arrow("›", self.tr("The days after"), 1)
        self._free = Days(self.tr("First day"), self.tr("Last day"))
        self._free.chosen.connect(self._days_chosen)
        self._by = self._choice(self.tr("Group by"), list(map(by_words, _ORDER)), self._by_chosen)
        self._depth = self._choice(
            self.tr("How deep"),
            [self.tr("Top level"), self.tr("Two levels"), self.tr("Three levels"), self.tr("All levels")],
            self._depth_chosen,
        )
        self._compare = self._choice(
            self.tr("Compare"),
            [self.tr("Nothing"), self.tr("The days before"), self.tr("Chosen days")],
            self._compare_chosen,
        )
        self._other = Days(self.tr("First day compared with"), self.tr("Last day compared with"))
        self._other.chosen.connect(self._other_chosen)
        self._idle = QPushButton()
        self._idle.setCheckable(True)
        self._idle.setProperty("flat", True)
        self._idle.setAccessibleName(self.tr("Idle time too"))
        self._idle.toggled.connect(self._idle_toggled)
        self._arrange(add_filter)

    def show_place(
        self, place: Place, days: Range, today: date, week_start: WeekStart, begin: date | None
    ) -> None:
        """Show what is asked, without asking it again; ``begin`` is the first day of the record."""
        moved = (today, week_start) != (self._today, self._week_start)
        self._place, self._days, self._today, self._week_start = place, days, today, week_start
        if moved:
            self.colour()
        preset = place.days if isinstance(place.days, Preset) else None
        number = len(Preset) if preset is None else list(Preset).index(preset)
        other = place.other_range(days)
        boxes = (
            (self._presets, number),
            (self._by, _ORDER.index(place.by)),
            (self._depth, _DEPTHS.index(place.depth) if place.depth in _DEPTHS else len(_DEPTHS) - 1),
            (self._compare, _BEFORE.index(place.before if place.before in (None, True) else False)),
        )
        for box, current in boxes:
            with QSignalBlocker(box):
                box.setCurrentIndex(current)
        with QSignalBlocker(self._idle):
            self._idle.setChecked(place.idle)
        self._idle.setText(self.tr("✓ &Idle time too") if place.idle else self.tr("&Idle time too"))
        self._idle.setEnabled(not place.only.of_content)
        self._depth.setVisible(place.by is By.CATEGORY)
        self._free.show_days(Range(days.first or begin, days.last), today)
        self._other.setVisible(isinstance(place.before, Range))
        if other is not None:
            self._other.show_days(other, today)
        self._earlier.setEnabled(days.step(-1) != days)
        self._later.setEnabled(days.first is not None and days.step(1) != days and days.last < today)  # type: ignore[operator]

    def colour(self) -> None:
        """Follow the desktop from light to dark."""
        for days in (self._free, self._other):
            days.dress(self._today, self._week_start)

    def step(self, count: int) -> None:
        """Go to the days before or after."""
        button = self._earlier if count < 0 else self._later
        if button.isEnabled():
            self._change(days=self._named(self._days.step(count)))

    def _arrange(self, add_filter: QWidget) -> None:
        days = QHBoxLayout()
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(6)
        for part in (self._earlier, self._presets, self._later):
            days.addWidget(part)
        days.addSpacing(8)
        days.addWidget(self._free)
        first = Flow(gap=16, apart=True)
        first.add_layout(days)
        first.addWidget(add_filter)
        grouping = _labelled(self.tr("&Group by"), self._by)
        grouping.layout().addWidget(self._depth)  # type: ignore[union-attr]
        comparing = _labelled(self.tr("&Compare with"), self._compare)
        comparing.layout().addWidget(self._other)  # type: ignore[union-attr]
        flow = Flow(gap=16)
        for part in (grouping, comparing, self._idle):
            flow.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addLayout(first)
        outer.addLayout(flow)

    def _choice(self, name: str, texts: list[str], chosen: Callable[[int], None]) -> Choice:
        box = Choice()
        box.setAccessibleName(name)
        box.addItems(texts)
        box.currentIndexChanged.connect(chosen)
        return box

    def _arrow(self, text: str, name: str, count: int) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setProperty("narrow", True)
        button.setFixedWidth(button.fontMetrics().height() * 2)
        button.clicked.connect(lambda: self.step(count))
        return button

    def _preset_chosen(self, number: int) -> None:
        if number < len(Preset):
            self._change(days=list(Preset)[number])
        else:
            self._change(days=self._days if self._days.days else Range(self._today, self._today))

    def _days_chosen(self, days: Range) -> None:
        self._change(days=self._named(days))

    def _other_chosen(self, days: Range) -> None:
        self._change(before=days)

    def _idle_toggled(self, on: bool) -> None:
        self._change(idle=on)

    def _depth_chosen(self, number: int) -> None:
        self._change(depth=_DEPTHS[number])

    def _by_chosen(self, number: int) -> None:
        by = _ORDER[number]
        self._change(by=by, depth=self._place.depth or 1)

    def _compare_chosen(self, number: int) -> None:
        before = _BEFORE[number]
        if before is False:
            before = self._place.other_range(self._days) or self._days.step(-1)
        self._change(before=before)

    def _named(self, days: Range) -> Preset | Range:
        """The days as a preset where they are one, so that they move along with today."""
        return preset_of(days, self._today, self._week_start) or days

    def _change(self, **changed: object) -> None:
        place = replace(self._place, **changed)  # type: ignore[arg-type]
        if place != self._place:
            self.changed.emit(place)


def _labelled(text: str, box: QWidget) -> QWidget:
    label = QLabel(text)
    label.setBuddy(box)
    label.setProperty("secondary", True)
    pair = QWidget()
    layout = QHBoxLayout(pair)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(label)
    layout.addWidget(box)
    return pair


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
