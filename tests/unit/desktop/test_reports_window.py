"""The page of reports in a window: opened by clicks and keys, and left by Escape."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.page_script import commanded, run
from worktracker.interchange.span_formats import SpanFormat
from worktracker.reports.writing import FileFormat

_REPORTS = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from tests.desktop.stored_day import UTC
from worktracker.desktop.reports.answers import View
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.ranges import Preset
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.span import Activity, Span, State
from worktracker.reports.filtered import Only
from worktracker.reports.report import By

application, opened, settle = pages.application, pages.opened, pages.settle
begin = pages.app.recording.clock.now().wall_ms // DAY_MS * DAY_MS
journal = opened.store.journal
for number, (app, title, minutes) in enumerate(
    [("code", "a.py", 30), ("code", "secret.py", 12), ("mail", "Inbox", 9), (None, None, 4)]
):
    at = begin + number * 3_600_000
    state = State.ACTIVE if app else State.PRIVATE
    content = Activity(app, title) if app else None
    journal.write(Change((Span(at, at + minutes * 60_000, state, UTC, content),)))
journal.flush()

page = pages.page("reports")
window = page.window()
window.resize(1000, 900)
page.show_place(Place(Preset.ALL, By.APP))
settle()

def names():
    return [line.words for line in page.lines]

def chart():
    return page._board.chart

def click(number):
    QTest.mouseClick(chart(), Qt.MouseButton.LeftButton, pos=chart().marks[number].box.center().toPoint())
    settle()

assert names() == ["code", "mail", "Private"], names()
assert "code" in chart().accessibleDescription()
"""

_CLICKS = """
click(2)  # private time opens nothing
assert names() == ["code", "mail", "Private"]
click(0)
assert names() == ["a.py", "secret.py"], names()
assert sum(line.duration_ms for line in page.lines) == 42 * 60_000
QTest.keyClick(page._table, Qt.Key.Key_Escape)
settle()
assert names() == ["code", "mail", "Private"]
assert window.isVisible()

# With the keys alone.
chart().clearFocus()
chart().setFocus(Qt.FocusReason.TabFocusReason)
QTest.keyClick(chart(), Qt.Key.Key_Down)
assert "mail" in chart().accessibleDescription()
QTest.keyClick(chart(), Qt.Key.Key_Return)
settle()
assert names() == ["Inbox"]
QTest.keyClick(chart(), Qt.Key.Key_Escape)
settle()
assert names() == ["code", "mail", "Private"]

# From the table.
page._table.setCurrentIndex(page._table.rows.index(0, 0))
QTest.keyClick(page._table, Qt.Key.Key_Return)
settle()
assert names() == ["a.py", "secret.py"]
page.go_in(page.lines[1].inside)
settle()
def trail():
    return [part.text() for part in page._trail.findChildren(QWidget) if part.isVisible()]
assert trail()[-1] == "secret.py", trail()
window.contents.foot.hide_titles.click()
settle()
chips = [each for each in page.findChildren(QPushButton) if each.isVisible()]
everything = [*trail(), *(chip.accessibleName() for chip in chips), *(chip.toolTip() for chip in chips)]
assert not [text for text in everything if "secret" in text], everything
assert page.back()
settle()
assert names() == ["•••••"] * 2
assert "secret" not in chart().accessibleDescription()
page._table.selectAll()
QTest.keyClick(page._table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
assert "secret" not in application.clipboard().text()
window.contents.foot.hide_titles.click()
settle()
page._table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
page._table.clearSelection()
QTest.keyClick(page._table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
text = application.clipboard().text()
assert text == "Title\\tTime\\tShare\\nsecret.py\\t0:12:00\\t28.6 %\\na.py\\t0:30:00\\t71.4 %\\n", text

# The chip is the filter.
(chip,) = (each for each in page.findChildren(QPushButton) if each.property("chip") and each.isVisible())
QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
settle()
assert set(names()) == {"a.py", "secret.py", "Inbox", "Private"}, names()
QTest.keyClick(page, Qt.Key.Key_Escape)
settle()
assert names() == ["code", "mail", "Private"]
QTest.keyClick(page, Qt.Key.Key_Escape)
assert not window.isVisible()
"""

_FILTER = """
field = page.filters._field
page.filters.begin("app")
settle()
assert [field.itemText(number) for number in range(field.count())] == ["code", "mail"]
field.setEditText("m*")
QTest.keyClick(field, Qt.Key.Key_Return)
settle()
assert names() == ["mail"], names()
page.filters.begin("project")
settle()
field.setEditText("No such project")
QTest.keyClick(field, Qt.Key.Key_Return)
settle()
assert names() == ["mail"], names()
assert "There is no such name." in pages.app.newest_box.text()
QTest.keyClick(field, Qt.Key.Key_Escape)
assert window.isVisible() and not field.isVisible()
window.close()
"""

_VIEWS = """
# Each view says the same sum, to the eye and to the screen reader.
for view in View:
    page.show_place(Place(Preset.ALL, By.APP), view)
    settle()
    assert chart() is not None and chart().marks and chart().accessibleName()
    picture = chart().grab()
    assert not picture.isNull()
page.show_place(Place(Preset.ALL, By.CATEGORY), View.HOURS)
settle()
nine = next(number for number, mark in enumerate(chart().marks) if mark.what is not None)
click(nine)
assert sum(line.duration_ms for line in page.lines) == 30 * 60_000, page.lines
assert page.back()
settle()
# What takes long is not read again by itself, but when something was done.
for by, again in ((By.TITLE, False), (By.APP, True)):
    page.show_place(Place(Preset.ALL, by))
    settle()
    before = page._answer
    page.keep_up()
    settle()
    assert (page._answer is not before) == again
    page.refresh()
    settle()
    assert page._answer is not before
# Days that are too many to be drawn one by one are drawn together, all of them, and say so.
from unittest.mock import patch
from worktracker.desktop.reports import answers
for number in range(1, 101):
    at = begin - number * DAY_MS
    journal.write(Change((Span(at, at + 60_000, State.ACTIVE, UTC, Activity("code")),)))
journal.flush()
def remarks():
    return [label.text() for label in page._board.findChildren(QLabel) if label.isVisible()]
def drawn_ms():
    return sum(column.duration_ms for column in chart()._columns)
def ask_by_days(most, rows):
    with patch.multiple(answers, MOST_DAYS=most, MOST_ROWS=rows):
        page.show_place(Place(Preset.ALL, By.DAY))
        settle()
ask_by_days(101, 2_000)
assert len(chart().marks) == 101 and not any("too narrow" in each for each in remarks())
total = drawn_ms()
ask_by_days(100, 50)
assert len(page.lines) == 50 and drawn_ms() == total == 155 * 60_000
assert 15 <= len(chart().marks) <= 16 and any("week by week" in each for each in remarks())
assert "week by week" in chart().accessibleName()
click(3)
assert (page._place.by, len(page.lines)) == (By.DAY, 7)
assert not any("week by week" in each for each in remarks())
page.back()
settle()
page.show_place(Place(Preset.ALL, By.APP, Only(app="nothing")))
settle()
assert chart() is None and not page._table.isVisible()
shown = [label.text() for label in page._board.findChildren(QLabel) if label.isVisible()]
assert "Nothing here" in shown, shown
# What can't be answered shows no numbers of what was asked before it.
page.show_place(Place(Preset.ALL, By.APP))
settle()
assert page._table.isVisible() and page._numbers.isVisible()
page.show_place(Place(Preset.ALL, By.APP, Only(project="gone")))
settle()
assert any("no such project" in each for each in remarks())
assert not page._table.isVisible() and not page._numbers.isVisible()
page.show_place(Place(Preset.ALL, By.APP))
settle()
assert page._table.isVisible() and page._numbers.isVisible()
window.close()
"""

_EXPORT = """
from worktracker.desktop.export import Export
from worktracker.desktop.reports.exports import Sheet, report_paper, spans_paper, timesheet_paper
from worktracker.desktop.reports.ranges import Range
from worktracker.interchange.span_formats import SpanFormat
from worktracker.labels.rules import LabelRule
from worktracker.model.days import day_date
from worktracker.reports.writing import FileFormat

day = day_date(begin // DAY_MS)
days = Range(day, day)
question = Place(days, By.TITLE, Only(app="code")).question(days)
clock = pages.app.recording.clock
papers = [report_paper(question, days, each, clock) for each in FileFormat]
papers += [spans_paper(days, each) for each in SpanFormat]
opened.store.projects.add_rule(opened.store.projects.add("Website").id, LabelRule(0, app="code"), 0)
papers += [timesheet_paper(days, Only(), each, clock) for each in Sheet]
folder = Path(sys.argv[1]).parent / "files"
folder.mkdir()
for number, paper in enumerate(papers):
    ended, said = [], []
    export = Export(
        pages.app.recording, pages.app.loop, lambda *words: said.append(words), said.append, ended.append
    )
    export.write(paper, folder / f"{number}-{paper.name}")
    pages.wait(lambda: None in ended)
    pages.wait(lambda: said)
    assert len(said[0]) == 2 and "not encrypted" in said[0][1], said

# Given up: nothing is left of it, and nobody is told that it went wrong.
ended, said = [], []
export = Export(
    pages.app.recording, pages.app.loop, lambda *words: said.append(words), said.append, ended.append
)
export.cancel()
export.write(spans_paper(days, SpanFormat.CSV), folder / "given-up")
pages.wait(lambda: None in ended)
assert not said and not (folder / "given-up").exists()

# One that can't be written says so.
export = Export(pages.app.recording, pages.app.loop, lambda *words: said.append(words), said.append)
export.write(papers[0], folder / "none" / "such")
pages.wait(lambda: said)
assert "can't be written" in said[0].message, said
window.close()
print(day.isoformat())
"""


_ONE_AT_A_TIME = """
import threading
from PySide6.QtWidgets import QFileDialog
from worktracker.desktop.export import Paper
from worktracker.reports.writing import FileFormat

bar = page.export_bar
begun, given_up = threading.Event(), []

def endless(store, file):
    begun.set()
    while True:
        try:
            store.connection.execute("SELECT 1")
            store.reader.count()
        except Exception:
            given_up.append(True)
            raise

def dialogs():
    return [each for each in window.findChildren(QFileDialog) if each.isVisible()]

page._export(FileFormat.CSV)
page._export(FileFormat.JSON)
(asking,) = dialogs()
assert "CSV" in asking.nameFilters()[0]
asking.reject()
pages.wait(lambda: not window.findChildren(QFileDialog), "the dialog's end")
target = Path(sys.argv[1]).parent / "given-up"
bar.write(Paper("", "first.csv", "", endless), target)
pages.wait(begun.is_set, "its beginning")
page._export(FileFormat.JSON)
assert not dialogs()
assert "first.csv" in bar._text.text() and "after it" in bar._text.text(), bar._text.text()
bar._cancel.click()
pages.wait(lambda: not bar.isVisible(), "the end of the first")
assert given_up and not target.exists()
# What was written is told until something else is asked, or the page is left.
for leave in (lambda: page._turn(View.TREND), lambda: pages.app.show_page("day")):
    bar.write(Paper("", "second.csv", "", lambda store, file: "Exported"), target)
    pages.wait(lambda: bar.isVisible() and not bar._bar.isVisible(), "what was written")
    leave()
    pages.app.show_page("reports")
    assert not bar.isVisible()
page._export(FileFormat.JSON)
(asking,) = dialogs()
asking.reject()
window.close()
"""


def test_one_file_is_written_at_a_time_and_the_next_is_told_to_wait(tmp_path: Path) -> None:
    run(_REPORTS + _ONE_AT_A_TIME, tmp_path)


def test_every_format_is_written_as_the_commands_write_it(tmp_path: Path) -> None:
    day = run(_REPORTS + _EXPORT, tmp_path).strip()
    between = ("--from", day, "--to", day)
    files = {path.name.partition("-")[0]: path for path in (tmp_path / "files").iterdir()}
    assert len(files) == len(FileFormat) + len(SpanFormat) + 3
    sheet = commanded(tmp_path, "timesheet", *between, "--format", "csv")
    assert "Website" in sheet
    assert files["10"].read_text() == sheet
    assert "Website" in files["11"].read_text()
    asked = ("report", *between, "--by", "title", "--app", "code")
    assert files["0"].read_text() == commanded(tmp_path, *asked, "--format", "csv")
    assert files["1"].read_text() == commanded(tmp_path, *asked, "--format", "json")
    assert "secret.py" in files["2"].read_text()
    assert files["3"].read_bytes().startswith(b"PK")
    for number, file_format in enumerate(SpanFormat, len(FileFormat)):
        if file_format in (SpanFormat.CSV, SpanFormat.ICAL):
            said = commanded(tmp_path, "export", *between, "--format", file_format)
            assert files[str(number)].read_text() == said
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in files.values())


def test_rows_are_opened_by_clicks_and_keys_and_left_by_escape(tmp_path: Path) -> None:
    run(_REPORTS + _CLICKS, tmp_path)


def test_filters_are_chosen_from_what_there_is(tmp_path: Path) -> None:
    run(_REPORTS + _FILTER, tmp_path)


def test_every_view_draws_and_describes_itself(tmp_path: Path) -> None:
    run(_REPORTS + _VIEWS, tmp_path)
