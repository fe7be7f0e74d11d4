"""The page of a day, in a window without a screen: what pointer, keys and fields do to the store."""

from __future__ import annotations

from pathlib import Path

from tests.unit.desktop.test_windows import WINDOW, run

_DAY = """
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from worktracker.model.period import Period
from worktracker.store.assigning import Wish

Recording.held = False
BEGIN = SystemClock().now().wall_ms // DAY_MS * DAY_MS
MINUTE = 60_000
HOUR = 60 * MINUTE
NOW = BEGIN + 20 * HOUR

class Evening(SystemClock):
    # All that is recorded lies before it, whenever the test runs.
    def now(self):
        now = super().now()
        return type(now)(NOW, now.awake_ms, now.boot_ms)

recording.clock = Evening()

def record_titled(app, title, minute, minutes, day=0):
    begin = BEGIN + day * DAY_MS + minute * MINUTE
    journal = opened.store.journal
    journal.write(Change((Span(begin, begin + minutes * MINUTE, State.ACTIVE, UTC, Activity(app, title)),)))
    assert journal.flush()

project = opened.store.projects.add("Zeppelin").id
record_titled("alpha", "a secret plan", 60, 30)
record_titled("beta", "another secret", 90, 30)
record_titled("alpha", "a secret plan", 150, 30)
window.show()
refresh()
page = window.page
timeline = page._timeline
stretch = lambda first, last: (BEGIN + round(first * MINUTE), BEGIN + round(last * MINUTE))

def at(minute, lane=1):
    box = timeline._boxes(timeline.area.left())[lane]
    return QPoint(timeline.scale.x(BEGIN + minute * MINUTE), box.center().y())

def settle():
    while recording.reading.is_busy or recording.long_reading.is_busy:
        application.processEvents()
    application.processEvents()

def said():
    return [(one.start_ms, one.end_ms, one.project) for one in opened.store.reader.assignments(Period())]

def deed():
    return page._deed.text
"""

_POINTER = """
# A drag selects, and its ends are drawn to what begins and ends near them.
def drag(first, last):
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=first)
    for part in range(1, 9):
        QTest.mouseMove(timeline, first + (last - first) * part / 8)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=last)

drag(at(60) + QPoint(3, 0), at(120) + QPoint(-4, 0))
assert timeline.selection == stretch(60, 120), timeline.selection
assert page._left.currentWidget() is page._stretch
# A click selects one stretch of its lane; between two, the gap; beside all, nothing.
QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(100))
assert timeline.selection == stretch(90, 120)
QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(100, lane=0))
assert timeline.selection == stretch(60, 120), "one category"
QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(135))
assert timeline.selection == stretch(120, 150)
assert page._stretch._add.isVisible() and not page._stretch._exclude.isVisible()
QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(timeline.area.right() - 2, at(100).y()))
assert timeline.selection is None and page._left.currentWidget() is page._shares
# An end that is selected already can be taken hold of.
QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(100))
drag(at(120), at(150) + QPoint(2, 0))
assert timeline.selection == stretch(90, 150), timeline.selection

# The wheel looks closer at what is under the pointer.
x = at(100).x()
before = timeline.scale.ms(x)
def wheel(dx, dy):
    place = QPointF(x, at(100).y())
    event = QWheelEvent(place, QPointF(timeline.mapToGlobal(place.toPoint())), QPoint(), QPoint(dx, dy),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    application.sendEvent(timeline, event)
length = timeline.scale.view.length_ms
wheel(0, 360)
assert timeline.scale.view.length_ms < length / 1.5
assert abs(timeline.scale.ms(x) - before) < 2 * timeline.scale.ms_per_pixel
first = timeline.scale.view.first_ms
wheel(-120, 0)
assert timeline.scale.view.first_ms > first
assert timeline._whole.isVisible()
QTest.keyClick(timeline, Qt.Key.Key_Home)
assert timeline.scale.view.length_ms == length and not timeline._whole.isVisible()
QTest.mouseDClick(timeline, Qt.MouseButton.LeftButton, pos=at(100))
assert 30 * MINUTE <= timeline.scale.view.length_ms < 60 * MINUTE
QTest.keyClick(timeline, Qt.Key.Key_0)

# Keys go from stretch to stretch; what is selected is told to those who can't see it.
QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(100))
QTest.keyClick(timeline, Qt.Key.Key_Right)
assert timeline.selection == stretch(150, 180)
assert "alpha" in timeline.accessibleDescription()
QTest.keyClick(timeline, Qt.Key.Key_Left)
QTest.keyClick(timeline, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
assert timeline.selection == stretch(60, 120)
QTest.keyClick(window, Qt.Key.Key_Escape)
assert timeline.selection is None and window.isVisible()

# The list goes along.
page._list.show_all()
QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(100))
assert [index.row() for index in page._list.view.selectedIndexes()] == [1]
page._list.view.setCurrentIndex(page._list._rows.index(2))
assert timeline.selection == stretch(150, 180)
# A drag ends where another day comes under it: nothing reaches from one into the other.
record_titled("alpha", "a secret plan", 60, 30, day=-1)
timeline.show_all()
QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=at(100))
page._step(-1)
settle()
for moved in (120, 140):
    QTest.mouseMove(timeline, QPoint(timeline.scale.x(BEGIN - DAY_MS + moved * MINUTE), at(100).y()))
QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(timeline.area.left() + 90, at(100).y()))
assert timeline.day.number == BEGIN // DAY_MS - 1
assert timeline.selection is None or timeline.selection[1] <= BEGIN, timeline.selection
# The month ends where there are no days that a record could have.
page._choose_day()
chooser = application.activePopupWidget()
assert chooser._months.minimumDate().year() == 1970
chooser.close()
# What is typed in the card is kept when another day is turned to.
window.activateWindow()
page.show_day(None)
settle()
page._select(stretch(90, 120))
tags = page._stretch._fields._tags
tags.setFocus()
QTest.keyClicks(tags, "typed")
page._step(-1)
settle()
assert [one.tags for one in opened.store.reader.assignments(Period())] == ["typed"]
# A day that can't be read: the one that stays in sight has its own date.
from unittest.mock import patch
from worktracker.desktop.day import page as day_page
from worktracker.errors import StoreUnavailableError
heading = page._title_shown.text()
with patch.object(day_page, "read_day", side_effect=StoreUnavailableError("A page is damaged.")):
    page._step(-1)
    assert page._title_shown.text() != heading
    settle()
assert page._title_shown.text() == heading and timeline.day.number == BEGIN // DAY_MS - 1
page.refresh()
settle()
assert page._title_shown.text() != heading and timeline.day.number == BEGIN // DAY_MS - 2
window.close()
"""

_HIDDEN = """
opened.store.assigning.label(*stretch(90, 120), Wish(note="a secret note"), NOW)
refresh()
page._list.show_all()
page._select(stretch(60, 90))
page._field.setText("secret")
page._search._begin()
settle()

def told():
    tips = [
        timeline._tip(QHelpEvent(QEvent.Type.ToolTip, at(minute, lane), QPoint()))
        for minute in (70, 100) for lane in (0, 1, 2)
    ]
    roles = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
    models = page._list._rows, page._search._rows
    listed = [model.data(model.index(row), role) for model in models
        for row in range(model.rowCount()) for role in roles]
    labels = [timeline._text_of(segment) for lane in timeline.day.lanes for segment in lane.segments]
    card = [page._stretch._what.text(), page._stretch._fields._note.text()]
    return [str(each) for each in [*tips, *listed, *labels, *card, timeline.accessibleDescription()]]

assert sum("secret" in each for each in told()) > 15, told()
page._select(stretch(90, 120))
assert page._stretch._fields._note.text() == "a secret note"
window._discreet.set(on=True)
settle()
assert not [each for each in told() if "secret" in each], told()
assert any("alpha" in each for each in told())
assert not page._stretch._fields._note.isEnabled(), "the dots would be kept as the note"
window.close()
"""

_FIELDS = """
boxes = []
page._acts._around = type(page.around)(*(boxes.append if name == "open" else getattr(page.around, name)
    for name in page.around.__slots__))
card = page._stretch

def choose(field, data):
    field.setCurrentIndex(field.findData(data))
    field.activated.emit(field.currentIndex())
    settle()

page._select(stretch(60, 120))
choose(card._fields._project, project)
assert said() == [(*stretch(60, 120), project)], said()
assert deed().startswith("Project Zeppelin") and page._deed._undo.isVisible()
card._fields._note.setFocus()
QTest.keyClicks(card._fields._note, "why")
refresh()
assert card._fields._note.text() == "why", "what is typed stays"
QTest.keyClick(card._fields._note, Qt.Key.Key_Return)
settle()
assert [one.note for one in opened.store.reader.assignments(Period())] == ["why"]
page._acts.undo()
page._acts.undo()
settle()
assert said() == [] and not page._deed._undo.isVisible()

# While the record is being rewritten nothing is changed, and that is said.
Recording.held = True
choose(card._fields._project, project)
assert said() == [] and "rewritten" in deed() and not page._deed._undo.isVisible()
Recording.held = False

# What somebody else has changed since is not undone.
choose(card._fields._project, project)
other = opened.store.again()
other.assigning.label(*stretch(150, 160), Wish(note="by command"), NOW)
page._acts.undo()
assert len(said()) == 2 and "Something else" in deed()
other.assigning.undo()
other.assigning.undo()
settle()

# Of what is split the first part is selected, and then the other.
refresh()
page._select(stretch(60, 120))
card._split.click()
card._split_at.setTime(card._split_at.time().addSecs(15 * 60))
card._split_here.click()
assert timeline.selection == stretch(60, 105), timeline.selection
choose(card._fields._project, project)
card._next.click()
assert timeline.selection == stretch(105, 120)
assert said() == [(*stretch(60, 105), project)]

# A gap is filled; the entry is moved, split, removed, and each is undone.
page._select(stretch(60, 180))
assert card._gap.isVisible()
card._gap.click()
assert timeline.selection == stretch(120, 150)
choose(card._fields._project, project)
assert len(said()) == 1, "nothing is kept before it is wished"
QTest.keyClicks(card._fields._note, "a call")
card._add.click()
settle()
times = lambda: [(entry.start_ms, entry.end_ms) for entry in opened.store.assigning.entries()]
(entry,) = opened.store.assigning.entries()
assert (entry.parts[0].note, entry.parts[0].project) == ("a call", project)
assert times() == [stretch(120, 150)]
card._end.setTime(card._end.time().addSecs(-600))
card._end.editingFinished.emit()
assert card._move.isVisible()
card._move.click()
settle()
assert times() == [stretch(120, 140)]
card._split.click()
card._split_here.click()
settle()
assert times() == [stretch(120, 130), stretch(130, 140)]
assert timeline.selection == stretch(120, 130)
card._remove.click()
settle()
assert times() == [stretch(130, 140)]
for expected in ([stretch(120, 130), stretch(130, 140)], [stretch(120, 140)], [stretch(120, 150)], []):
    page._acts.undo()
    settle()
    assert times() == expected, (times(), expected)

# What was wrong is said until something else is selected, or the page is left; the way back stays.
def wrong_end():
    card._end.setTime(card._begin.time().addSecs(-60))
    card._end.editingFinished.emit()
    assert "has to come after" in deed()

page._select(stretch(60, 120))
wrong_end()
page._select(stretch(60, 110))
assert deed() == ""
wrong_end()
window.contents.turn_to("reports")
window.contents.turn_to("day")
assert deed() == ""
choose(card._fields._project, project)
told = deed()
Recording.held = True
choose(card._fields._project, None)
assert "rewritten" in deed() and page._deed._undo.isVisible()
Recording.held = False
window.contents.turn_to("reports")
window.contents.turn_to("day")
assert deed() == told and page._deed._undo.isVisible()
page._acts.undo()
settle()

# Over what was recorded an entry can be written, and no other time is taken.
page._select(stretch(150, 180))
card._write.click()
card._add.click()
settle()
assert times() == [stretch(150, 180)]
page._select(stretch(140, 160))
assert not card._write.isVisible()

# Forgetting asks, with the amount; it is not done before.
page._select(stretch(90, 120))
assert "30 m" in card._forget.text()
card._forget.click()
(box,) = boxes
assert box.icon() == QMessageBox.Icon.Question and "30 m" in box.informativeText()
assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
assert any("Forget 30 m" in button.text().replace("&", "") for button in box.buttons())
assert {span.app for span in opened.store.reader.spans(Period(), all_sources=True)} == {"alpha", "beta", None}
window.close()
"""

_SEARCH = """
record_titled("viewer", "An Invoice of May", 600, 10, day=-400)
record_titled("viewer", "An invoice of June", 700, 10, day=-30)
record_titled("viewer", "An invoice of June", 711, 10, day=-30)
for number in range(40):
    record_titled("viewer", f"page {number}", 720 + number, 1, day=-200)

def find(text):
    page._field.setText(text)
    page._search._timer.stop()  # nobody types on: on a slow machine it would begin a second time
    page._search._begin()
    while recording.long_reading.is_busy:
        application.processEvents()
    application.processEvents()
    return [page._search._rows.text(row) for row in range(page._search._rows.rowCount())]

found = find("INVOICE")
assert [row.first for row in found if not row.is_heading] == [
    "An invoice of June", "An Invoice of May",
]
assert [row.is_heading for row in found] == [True, False, True, False]
assert found[1].right == "20 m" and page._search.isVisible()
# What was found is as high as its rows are, none of them cut off; and where there are none, as its words.
assert page._search._view.verticalScrollBar().maximum() == 0
assert page._search._view.height() <= sum(map(page._search._view.sizeHintForRow, range(4))) + 2
assert not find("nothing of the kind") and "Nothing" in page._search._state.text()
assert page._search.height() < 4 * page.fontMetrics().height(), page._search.height()
assert len(find("page")) == 41
# The newest question counts: no answer to an older one is shown.
page._field.setText("invoice")
page._search._begin()
rows = find("June")
assert [row.first for row in rows] == [rows[0].first, "An invoice of June"]
QTest.keyClick(page._field, Qt.Key.Key_Down)
view = page._search._view
QTest.mouseClick(
    view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(page._search._rows.index(1)).center()
)
application.processEvents()  # Qt is done with the click before what was found goes
settle()
day = BEGIN // DAY_MS - 30
assert timeline.day.number == day and not page._search.isVisible()
begin = BEGIN - 30 * DAY_MS
assert timeline.selection == (begin + 700 * MINUTE, begin + 721 * MINUTE), timeline.selection
assert window.windowTitle().endswith(str(page.window_title)) and page.window_title != "today"
page._field.setText("x")
assert page.back() and page._field.text() == ""
page._step(1)
settle()
assert timeline.day.number == day + 1 and timeline.selection is None
page.show_day(day - 1000)
settle()
assert "record begins" in timeline.empty
page.show_day(None)
settle()
assert page.window_title == "today"
window.close()
"""


def test_the_pointer_and_the_keys_select_and_look_closer(tmp_path: Path) -> None:
    run(WINDOW + _DAY + _POINTER, tmp_path)


def test_titles_that_are_hidden_are_hidden_everywhere_on_the_page(tmp_path: Path) -> None:
    run(WINDOW + _DAY + _HIDDEN, tmp_path)


def test_what_the_card_changes_is_in_the_store_and_is_undone(tmp_path: Path) -> None:
    run(WINDOW + _DAY + _FIELDS, tmp_path)


def test_a_search_finds_in_all_days_and_goes_there(tmp_path: Path) -> None:
    run(WINDOW + _DAY + _SEARCH, tmp_path)
