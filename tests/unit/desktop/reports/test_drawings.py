"""What the drawings and the table are made of."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from worktracker.desktop.reports.answers import MOST_ROWS, Answer, Asked, View, in_time, most
from worktracker.desktop.reports.board import trend_columns
from worktracker.desktop.reports.chart import REST, Fill
from worktracker.desktop.reports.columns import columns_between, scale_of, ticks
from worktracker.desktop.reports.heat import STEPS, squares
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.ranges import Preset, Range
from worktracker.desktop.reports.ring import pieces, told_apart
from worktracker.desktop.reports.shown import Line
from worktracker.desktop.reports.table_text import as_text, clock_text, sorted_lines
from worktracker.model.span import State
from worktracker.model.weeks import WeekStart
from worktracker.reports.comparison import Compared
from worktracker.reports.report import By, Row
from worktracker.reports.spread import Part
from worktracker.reports.trend import Point, Trend

HOUR = 3_600_000


def line(words: str, duration_ms: int, share: float = 0.1, before_ms: int | None = None) -> Line:
    return Line(words, duration_ms, share, before_ms, Fill(), None)


def test_a_week_has_a_square_for_each_hour_whatever_there_is() -> None:
    found = squares({(0, 9): 10 * HOUR, (6, 23): HOUR, (2, 0): 1}, WeekStart.MONDAY)
    assert len(found) == 7 * 24
    assert [(each.row, each.column) for each in found] == [
        (row, hour) for row in range(7) for hour in range(24)
    ]
    shades = {(each.weekday, each.hour): each.shade for each in found if each.shade}
    assert shades == {(0, 9): STEPS, (6, 23): 1, (2, 0): 1}  # what is there at all is seen
    assert all(not each.shade for each in squares({}, WeekStart.MONDAY))


def test_a_week_from_sunday_on_has_sunday_first() -> None:
    found = squares({(6, 0): HOUR}, WeekStart.SUNDAY)
    assert (found[0].weekday, found[0].shade) == (6, STEPS)
    assert found[24].weekday == 0


@pytest.mark.parametrize(
    ("longest_ms", "room", "scale"),
    [
        (HOUR, 4, (15 * 60_000, HOUR)),
        (9 * HOUR + 1, 5, (2 * HOUR, 10 * HOUR)),
        (24 * HOUR, 3, (8 * HOUR, 24 * HOUR)),
        (1, 5, (60_000, 60_000)),
        (0, 0, (60_000, 60_000)),
        (180 * HOUR, 5, (40 * HOUR, 200 * HOUR)),
    ],
)
def test_a_scale_has_room_for_the_longest_in_even_steps(
    longest_ms: int, room: int, scale: tuple[int, int]
) -> None:
    assert scale_of(longest_ms, room) == scale
    step, top = scale
    assert not top % step
    assert top >= longest_ms


def test_months_are_named_so_that_each_year_is() -> None:
    months = [
        "Nov",
        "Dec",
        "2025",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "2026",
    ]
    assert ticks(months, 1) == (0, 1)
    assert ticks(months, 5) == (2, 6)
    assert ticks(months, 8) == (2, 12)
    assert ticks(["8 AM", "9 AM", "10 AM"], 2) == (0, 2)
    assert ticks(["2024", "2025", "2026"], 2) == (0, 2)


def test_a_ring_has_no_piece_that_could_not_be_seen() -> None:
    lines = [
        line("a", 80, 0.8),
        line("b", 15, 0.15),
        line("c", 4, 0.045),
        line("d", 1, 0.005),
        line("idle", 9, 0.0),
    ]
    shown, rest = pieces(lines)
    assert [each.words for each in shown] == ["a", "b", "c"]
    assert [each.words for each in rest] == ["d"]
    many = [line(str(number), 5, 0.05) for number in range(20)]
    shown, rest = pieces(many, most=10)
    assert (len(shown), len(rest)) == (9, 11)


def test_a_ring_tells_hours_apart_and_leaves_a_single_row_its_colour() -> None:
    hours = told_apart([line("09:00", HOUR), line("10:00", HOUR)])
    assert [each.fill for each in hours] == [Fill(number=0), Fill(number=1)]
    nothing = [Line("No application", HOUR, 1, None, Fill(number=REST), None, plain=False)]
    assert told_apart(nothing) == nothing
    category = [Line("Work", HOUR, 1, None, Fill("#884400"), None)]
    assert told_apart(category) == category


@pytest.mark.parametrize(
    ("unit", "category", "fill"),
    [
        ("hour", None, Fill()),  # hours are known without categories, all of them
        ("day", None, Fill(number=REST)),
        ("day", "Work", Fill("#3a7bd5")),
    ],
)
def test_a_trend_is_grey_only_where_there_is_no_category(unit: str, category: str | None, fill: Fill) -> None:
    day = date(2026, 11, 22)
    place, days = Place(Preset.TODAY), Range(day, day)
    point = Point(day, "9 AM", "09:00", Counter({Part(category): HOUR}))
    asked = Asked(place.question(days), None, View.TREND)
    trend = Trend(unit, day, day, (point,), 1)
    colours = {"Work": "#3a7bd5"}
    answer = Answer(asked, (), 0, 0, HOUR, HOUR, None, 1, day, trend, None, colours, frozenset())
    (column,) = trend_columns(answer, place, days)
    assert column.parts == ((HOUR, fill),)


def test_text_to_paste_has_a_heading_tabs_and_durations() -> None:
    text = as_text(
        ["Title", "Time", "Share"],
        [line("two\twords\nin lines", HOUR + 24 * 60_000 + 5_400, 0.1234), line("=SUM(A1)", 500, 0)],
    )
    assert text == "Title\tTime\tShare\ntwo words in lines\t1:24:05\t12.3 %\n'=SUM(A1)\t0:00:01\t0.0 %\n"
    compared = as_text(["App", "Time", "Share", "Before", "Change"], [line("a", HOUR, 1, 2 * HOUR)])
    assert compared.splitlines()[1] == "a\t1:00:00\t100.0 %\t2:00:00\t-1:00:00"


@pytest.mark.parametrize(
    ("length_ms", "text"),
    [(0, "0:00:00"), (-499, "0:00:00"), (-500, "-0:00:01"), (100 * HOUR, "100:00:00"), (59_500, "0:01:00")],
)
def test_durations_as_a_clock_shows_them(length_ms: int, text: str) -> None:
    assert clock_text(length_ms) == text


def test_lines_are_sorted_by_what_stands_in_a_column() -> None:
    lines = [line("b", 3, 0.3, 9), line("A", 2, 0.9, 1), line("c", 5, 0.1, None)]

    def words(column: int, *, downwards: bool = False) -> str:
        return "".join(each.words for each in sorted_lines(lines, column, downwards=downwards))

    assert words(0) == "Abc"
    assert words(1, downwards=True) == "cbA"
    assert words(2) == "cbA"
    assert words(3) == "cAb"
    assert words(4) == "bAc"


def test_no_row_of_a_state_is_among_those_that_are_too_many() -> None:
    rows = [Compared(Row(str(number), 10), 0) for number in range(MOST_ROWS + 5)]
    rows.append(Compared(Row(None, 1, State.PRIVATE), 0))
    shown, rest = most(rows)
    assert len(rest) == 5
    assert shown[-1].row.state is State.PRIVATE
    assert most(rows[:3]) == (tuple(rows[:3]), [])


def test_hours_and_weekdays_stay_in_their_order_where_they_are_compared() -> None:
    rows = [Compared(Row("10:00", 1), 0), Compared(Row("09:00", 0), 5)]
    assert [each.row.key for each in in_time(By.HOUR, rows)] == ["09:00", "10:00"]
    rows = [Compared(Row("Sunday", 1), 0), Compared(Row("Friday", 0), 5)]
    assert [each.row.key for each in in_time(By.WEEKDAY, rows)] == ["Friday", "Sunday"]
    assert date(2026, 11, 22).isoweekday() == 7


def test_names_of_columns_have_room_also_where_a_column_has_less_than_a_pixel() -> None:
    assert columns_between(50, 80) == 1
    assert columns_between(50, 20) == 3
    assert columns_between(50, 0.5) == 100
