"""The card with the drawing: one of four views, or a few words where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from worktracker.desktop.look import HUES, scaled
from worktracker.desktop.reports.answers import Answer, View
from worktracker.desktop.reports.bars import Bars
from worktracker.desktop.reports.chart import REST, Chart, Fill
from worktracker.desktop.reports.columns import Column, Columns
from worktracker.desktop.reports.heat import HeatMap, Square
from worktracker.desktop.reports.place import Place, into_days, into_hour
from worktracker.desktop.reports.ranges import Range
from worktracker.desktop.reports.ring import Ring
from worktracker.desktop.reports.shown import Line, fill_of
from worktracker.desktop.reports.wording import (
    hour_tick,
    hour_words,
    key_tick,
    month_tick,
    none_words,
    range_words,
    short_date_words,
    state_words,
)
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.page import small
from worktracker.desktop.window.segments import Segments
from worktracker.model.span import State
from worktracker.model.weeks import WeekStart
from worktracker.reports.report import By
from worktracker.reports.spread import Part
from worktracker.reports.trend import Point, Trend

_MOST_PARTS = HUES + 1


class _Words(QWidget):
    """A few words in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._text = QLabel(), QLabel()
        self._title.setFont(scaled(self.font(), 1.15, bold=True))
        self._text.setProperty("secondary", True)
        self._text.setWordWrap(True)
        self._text.setFixedWidth(round(self.fontMetrics().averageCharWidth() * 64))
        layout = QVBoxLayout(self)
        layout.setSpacing(6)
        layout.addStretch()
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        # What is aligned is not asked for its height at a width.
        self._text.setMinimumHeight(max(0, self._text.heightForWidth(self._text.width())))


class Board(Card):
    """The drawing and the switch between its views.

    Args:
        trail: the way to what is drawn, which takes the heading's place where there is one.
    """

    opened = Signal(object)
    """The place one step further in."""
    turned = Signal(object)
    """The view that is wanted."""

    def __init__(self, trail: QWidget) -> None:
        super().__init__("")
        self._trail = trail
        first = self.body.itemAt(0)
        head = first.layout() if first else None
        assert isinstance(head, QHBoxLayout)
        head.insertWidget(0, trail)
        names = [self.tr("Bars"), self.tr("Trend"), self.tr("Share"), self.tr("Hours")]
        self._switch = Segments(self.tr("View"), names)
        self._switch.choose(0)
        self._switch.chosen.connect(self._turned)
        self.corner.addWidget(self._switch)
        self._bars, self._columns, self._ring, self._heat = Bars(), Columns(), Ring(), HeatMap()
        self._empty = _Words()
        self._stack = QStackedWidget()
        for each in (self._bars, self._columns, self._ring, self._heat, self._empty):
            self._stack.addWidget(each)
            if isinstance(each, Chart):
                each.opened.connect(self._opened)
        self._remark = small(QLabel())
        self._remark.setWordWrap(True)
        self._remark.hide()
        self.add(self._remark)
        self.body.addSpacing(6)
        self.body.addWidget(self._stack, 1)
        self._place = Place()
        self._days = Range()

    @property
    def chart(self) -> Chart | None:
        """The drawing in sight."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Chart) else None

    def say(self, title: str, text: str, view: View) -> None:
        """Show words in place of a drawing in this view."""
        self.heading.setText("")
        self._switch.choose(list(View).index(view))
        self._remark.hide()
        self._empty.say(title, text)
        self._stack.setCurrentWidget(self._empty)

    def show_answer(
        self, place: Place, answer: Answer, days: Range, lines: Sequence[Line], week_start: WeekStart
    ) -> None:
        """Draw an answer in the view that it was asked for."""
        self._place, self._days = place, days
        view = answer.asked.view
        self._switch.choose(list(View).index(view))
        if view is View.BARS and place.by.is_time:
            chart: Chart = self._columns
            together = trend_columns(answer, place, days)
            self._columns.show_columns(together or row_columns(answer, lines))
        elif view is View.BARS:
            chart = self._bars
            self._bars.show_lines(lines, answer.others, answer.others_ms)
        elif view is View.TREND:
            chart = self._columns
            self._columns.show_columns(trend_columns(answer, place, days))
        elif view is View.SHARE:
            chart = self._ring
            self._ring.show_lines(lines, answer.others, answer.others_ms, answer.active_ms)
        else:
            chart = self._heat
            self._heat.show_hours(answer.week_hours or {}, week_start)
        if chart is not self._bars:  # nor are rows kept that are not in sight: titles may be among them
            self._bars.show_lines((), 0, 0)
            self._bars.describe("")
        if chart is not self._ring:
            self._ring.show_lines((), 0, 0, 0)
            self._ring.describe("")
        heading = self._heading(answer)
        self.heading.setText(heading)
        self.heading.setVisible(self._trail.isHidden())
        remark = self._together_words(answer)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._stack.setCurrentWidget(chart)
        chart.describe(f"{heading}. {remark}" if remark else heading)

    def repaint_all(self) -> None:
        """After the desktop has turned from light to dark."""
        for each in (self._bars, self._columns, self._ring, self._heat):
            each.update()

    def _heading(self, answer: Answer) -> str:
        match answer.asked.view:
            case View.TREND:
                unit = answer.trend.unit if answer.trend else ""
                return {
                    "hour": self.tr("Hour by hour"),
                    "day": self.tr("Day by day"),
                    "week": self.tr("Week by week"),
                    "month": self.tr("Month by month"),
                }.get(unit, self.tr("Trend"))
            case View.HOURS:
                return self.tr("Hours of the week")
            case View.SHARE:
                return self.tr("Share of the whole")
            case _:
                return self.tr("Where it went") if not self._place.by.is_time else self.tr("When it was")

    def _together_words(self, answer: Answer) -> str:
        """That days are drawn together, where they are."""
        if answer.trend is None or answer.asked.view is not View.BARS:
            return ""
        return {
            "week": self.tr("Drawn week by week: single days would be too narrow to see."),
            "month": self.tr("Drawn month by month: single days would be too narrow to see."),
        }.get(answer.trend.unit, "")

    def _turned(self, number: int) -> None:
        self.turned.emit(list(View)[number])

    def _opened(self, what: object) -> None:
        if isinstance(what, Place):
            self.opened.emit(what)
        elif isinstance(what, Range):
            self.opened.emit(into_days(self._place, what, self._days))
        elif isinstance(what, Square):
            self.opened.emit(into_hour(self._place, what.weekday, what.hour))


def row_columns(answer: Answer, lines: Sequence[Line]) -> list[Column]:
    """Rows that are stretches of time as columns."""
    by = answer.asked.question.by
    return [
        Column(
            line.words,
            key_tick(by, each.row.text),
            ((line.duration_ms, line.fill),),
            line.before_ms,
            line.inside,
        )
        for each, line in zip(answer.rows, lines, strict=True)
    ]


def trend_columns(answer: Answer, place: Place, days: Range) -> list[Column]:
    """The points of a trend as columns: in the categories with most time, and the rest together."""
    trend = answer.trend
    if trend is None:
        return []
    parts = trend.parts
    named = [part for part in parts if part.category is not None][: _MOST_PARTS - 1]
    states = [part for part in parts if part.state is not None]
    columns: list[Column] = []
    for point in trend.points:
        rest = sum(length for part, length in point.parts.items() if part not in named and part.state is None)
        pieces = [(point.parts[part], fill_of(answer, part.category), part.category or "") for part in named]
        in_parts = place.by is By.CATEGORY and trend.unit != "hour"  # hours are known without categories
        plain = Fill(number=REST) if in_parts else Fill()
        pieces.append((rest, plain, _rest_words(named)))
        pieces += [(point.parts[part], Fill(state=part.state), _state_of(part)) for part in states]
        pieces = [piece for piece in pieces if piece[0]]
        inside = _point_range(trend, point)
        columns.append(
            Column(
                _point_words(trend, point),
                _point_tick(trend, point),
                tuple((length, fill) for length, fill, _ in pieces),
                None,
                inside if inside is not None and inside != days and pieces else None,
                tuple((name, length) for length, _, name in reversed(pieces)) if len(pieces) > 1 else (),
            )
        )
    return columns


def _state_of(part: Part) -> str:
    return state_words(part.state or State.ACTIVE)


def _rest_words(named: Sequence[Part]) -> str:
    if not named:
        return state_words(State.ACTIVE)
    return (
        none_words(By.CATEGORY)
        if len(named) < _MOST_PARTS - 1
        else QCoreApplication.translate("Reports", "Others")
    )


def _point_range(trend: Trend, point: Point) -> Range | None:
    match trend.unit:
        case "hour":
            return None
        case "day":
            return Range(point.first, point.first)
        case "week":
            return Range(point.first, point.first + timedelta(days=6))
        case _:
            after = (point.first.replace(day=28) + timedelta(days=4)).replace(day=1)
            return Range(point.first, after - timedelta(days=1))


def _point_words(trend: Trend, point: Point) -> str:
    days = _point_range(trend, point)
    return hour_words(_hour(point)) if days is None else range_words(days)


def _point_tick(trend: Trend, point: Point) -> str:
    match trend.unit:
        case "hour":
            return hour_tick(_hour(point))
        case "month":
            return month_tick(point.first)
        case _:
            return short_date_words(point.first)


def _hour(point: Point) -> int:
    return int(point.tick.split(":")[0])
