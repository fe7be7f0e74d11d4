"""What is hidden is hidden at once and everywhere: by the button that hides titles, and by the cover."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.page_script import run

# Every word that may not be seen begins so; nothing else does.
_FILLED = """
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QMessageBox, QToolTip, QWidget
from tests.desktop.stored_day import UTC
from tests.desktop.widget_texts import texts
from worktracker.desktop.message import notice
from worktracker.desktop.reports.answers import View
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.ranges import Preset
from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.span import Activity, Span, State
from worktracker.privacy.documents import DocumentPattern
from worktracker.privacy.rules import Action, Rule
from worktracker.reports.filtered import Only
from worktracker.reports.report import By
from worktracker.reports.writing import FileFormat
from worktracker.store.assigning import Wish

CANARY = "zq"
MINUTE = 60_000
store, recording, settle = pages.opened.store, pages.app.recording, pages.settle
now_ms = recording.clock.now().wall_ms
begin = now_ms // DAY_MS * DAY_MS
for number, content in enumerate((
    Activity("editor", "zqtitle one", document="zqdocument"),
    Activity("browser", "zqtitle two", "https://news.example/zqurl", "news.example"),
    Activity("editor", "zqtitle three"),
)):
    at = begin + number * 10 * MINUTE
    store.journal.write(Change((Span(at, at + 10 * MINUTE, State.ACTIVE, UTC, content),)))
assert store.journal.flush()
category = store.categories.add(("Zoo",), now_ms, rules=[LabelRule(0, title="*zqpattern*")]).id
project = store.projects.add("Zoo").id
store.projects.add_rule(project, LabelRule(project, url="*zqproject*"), now_ms)
store.rules.add(Rule(Action.HIDE_TITLE, title="*zqtitle*"), now_ms)
store.document_patterns.add(DocumentPattern("editor", "^zqnotes: (?P<document>.+)$"), now_ms)
store.assigning.label(begin, begin + 10 * MINUTE, Wish(note="zqnote"), now_ms)
store.assigning.add_entry(
    begin + 40 * MINUTE, begin + 50 * MINUTE, Wish(note="zqentry"), recording.clock.zone_at, now_ms
)
recording.reload()

def shown(wanted=lambda widget: True):
    return {(place, text) for place, text in texts(wanted) if CANARY in text}

def words_of(found):
    import re
    return {word for _, text in found for word in re.findall("zq[a-z]+", text)}

def hold():
    recording.reading.hold()
    recording.long_reading.hold()

def release():
    recording.reading.release()
    recording.long_reading.release()
    settle()
"""

_SWITCH = """
def open_day():
    page = pages.page("day")
    page._list.show_all()
    page._select((begin, begin + 10 * MINUTE))
    for _ in range(2):
        QTest.keyClick(page._timeline, Qt.Key.Key_Down)
    assert CANARY in page._timeline.accessibleDescription()
    page._field.setText("zqtitle")
    page._search._begin()
    settle()
    return page

def tips(page):
    timeline = page._timeline
    found = []
    for lane in (1, 2):
        box = timeline._boxes(timeline.area.left())[lane]
        at = QPoint(timeline.scale.x(begin + 5 * MINUTE), box.center().y())
        found.append(timeline._tip(QHelpEvent(QEvent.Type.ToolTip, at, QPoint())))
    return [tip for tip in found if CANARY in tip]

def open_reports():
    page = pages.page("reports")
    page.show_place(Place(Preset.ALL, By.TITLE))
    settle()
    page.go_in(Place(Preset.ALL, By.URL, only=Only(title="zqtitle two")))
    settle()
    return page

def open_rules():
    page = pages.page("rules")
    for number, fields in ((0, ("app", "zqpattern", "")), (1, ("app", "", "https://a.example/zqproject"))):
        page.turn_to(number)
        settle()
        part = page.part
        part.tree.choose(category) if not number else part.list.choose(project)
        settle()
        part.trial.write(*fields)
        part.trial.ask()
        settle()
        part.add_rule()
        part._form.conditions.write((("title", "zqwritten*"),), regex=False)
        part._form._preview()
        settle()
    page.turn_to(2)
    settle()
    part = page.part
    part.trial.write("editor", "zqtitle", "")
    part.trial.ask()
    (number,) = (rule.id for rule in store.rules.all() if rule.title == "*zqtitle*")
    part.list.choose(number)
    part.form.preview_asked.emit()
    settle()
    assert part._purge.isVisible()
    part._purge.click()
    return page

day, reports, rules = open_day(), open_reports(), open_rules()
pages.page("settings")
window = day.window()
found = shown()
known = {"zqtitle", "zqdocument", "zqurl", "zqnote", "zqpattern", "zqproject", "zqwritten", "zqnotes",
         "zqentry"}
assert words_of(found) >= known, known - words_of(found)
assert any("QMessageBox" in place for place, _ in found), found
assert tips(day)

# What is asked before titles are hidden, and answered after it.
window.turn_to("reports")
settle()
hold()
reports.show_place(Place(Preset.ALL, By.DOCUMENT))
reports._turn(View.SHARE)
for part in rules._parts.values():
    part.trial.ask()
    part.refresh()
day.refresh()
day._search._begin()
QToolTip.showText(QPoint(40, 40), tips(day)[0], reports)
assert any("QTipLabel" in place for place, _ in shown(lambda widget: widget.isVisible()))
window.contents.foot.hide_titles.click()
tip = [text for place, text in texts(lambda widget: widget.isVisible()) if "QTipLabel" in place]
assert not tip, tip
late = {each for each in shown() if "QTipLabel" not in each[0]}
assert not late, late
pages.wait(lambda: not any("QTipLabel" in place for place, _ in texts()), "the tooltip's end")
assert not shown(), shown()
assert not tips(day)
release()
assert not shown(), shown()
for name in ("day", "reports", "rules", "privacy", "sharing", "settings"):
    pages.page(name)
    assert not shown(), (name, shown())
window.turn_to("rules")
for number in range(3):
    rules.turn_to(number)
    settle()
    assert not shown(), (number, shown())

# Shown again, all of it is where it was.
pages.app.newest_box.reject()
window.contents.foot.hide_titles.click()
day, reports = open_day(), open_reports()
assert words_of(shown()) >= known - {"zqurl"}, known - words_of(shown())

# An answer that fails leaves nothing in sight, and what was typed goes with the rest.
from worktracker.errors import WorkTrackerError
reports.show_place(Place(Preset.ALL, By.TITLE))
settle()
reports._turn(View.SHARE)  # what was drawn as bars is not kept
settle()
reports.go_in(Place(Preset.ALL, By.TITLE, only=Only(title="zqtitle *")))
settle()
reports._failed(WorkTrackerError("It can't be read."))
reports.filters.begin("title")
reports.filters._field.setEditText("zqtyped")
day._select((begin + 10 * MINUTE, begin + 20 * MINUTE))
day._stretch._fields._note.setText("zqtyped")
day._stretch._fields._note.setModified(True)
assert "zqtyped" in words_of(shown())
window.turn_to("privacy")
window.contents.foot.hide_titles.click()
assert not shown(), shown()
assert reports._board.chart is None  # it still says why nothing is drawn
pages.close()
"""

_DEED = """
import threading
page = pages.page("rules")
page.turn_to(2)
settle()
goes = threading.Event()
begun = threading.Event()

def slow(other):
    begun.set()
    assert goes.wait(15)
    return Changed()

from worktracker.app.rule_changes import Changed
for _ in range(2):  # the second waits for the first
    page.desk.change("Saving", "Removed the rule: zqpattern", slow)
pages.wait(begun.is_set)
window = page.window()
window.contents.foot.hide_titles.click()
goes.set()
pages.wait(lambda: not page.desk.is_busy)
settle()
assert page._bar.text == "Done" and not shown(), (page._bar.text, shown())
window.contents.foot.hide_titles.click()
page.desk.change("Saving", "Removed the rule: zqpattern", slow)
pages.wait(lambda: not page.desk.is_busy)
assert "zqpattern" in page._bar.text
page._bar._close.click()
window.contents.foot.hide_titles.click()
assert not shown(), shown()
pages.close()
"""

_COVER = """
def seen():
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]

page = pages.page("day")
window = page.window()
page._select((begin, begin + 10 * MINUTE))
question = QMessageBox()
question.setText("zqquestion")
page.around.open(question)
reports = pages.page("reports")
reports._export(FileFormat.CSV)
dialogs = [widget for widget in seen() if isinstance(widget, QDialog)]
assert len(dialogs) == 2 and window.findChild(QDialog) in dialogs, dialogs
page = pages.page("day")
found = words_of(shown(lambda widget: widget.isVisible()))
assert found >= {"zqtitle", "zqquestion"}, found
window.cover()
assert not shown(lambda widget: widget.isVisible()) and seen() == [window]
window._uncover()
assert not question.isVisible() and seen() == [window]
for menu in (False, True):
    if menu:
        outer, inner = QMenu(), QMenu("Inner")
        outer.addMenu(inner)
        inner.addAction("zqinner")
        outer.popup(QPoint(10, 10))
        inner.popup(QPoint(60, 10))
        pages.wait(lambda: QApplication.activePopupWidget() is inner)
        assert outer.isVisible()
    else:
        other = QWidget()
        other.show()
        other.activateWindow()
        pages.wait(other.isActiveWindow)
        QToolTip.showText(QPoint(40, 40), "zqtip", page)
    found = words_of(shown(lambda widget: widget.isVisible()))
    assert found > {"zqtitle"} and found & {"zqinner", "zqtip"}, found
    if menu:  # as when the window closes
        window._boxes.dismiss()
        assert not outer.isVisible() and not inner.isVisible()
    window.cover()
    assert not shown(lambda widget: widget.isVisible()), shown(lambda widget: widget.isVisible())
    other.close()
    assert seen() == [window], seen()
    window._uncover()

# What is counted until the window is covered asks when it is uncovered, and not before.
page = pages.page("privacy")
hold()
page.forget.name.setText("editor")
page.forget.name_button.click()
window.cover()
release()
assert seen() == [window], seen()
assert not shown(lambda widget: widget.isVisible()), shown(lambda widget: widget.isVisible())
window._uncover()
box = pages.app.newest_box
assert box.isVisible() and "2 spans" in box.informativeText(), box.informativeText()
box.reject()

# Closed before that, it is answered with no; what only tells something is told.
hold()
page.forget.name_button.click()
window.cover()
release()
assert len(window._boxes._waiting) == 1
told = notice("Told", "It is done.")
page.around.open(told)
assert not told.isVisible()
answers = []
window._boxes._waiting[0].finished.connect(answers.append)
window.close()
assert answers == [0] and pages.app.newest_box is told and told.isVisible()
pages.close()
"""

_OLD_QUESTION = """
class Later:
    # The app's clock, and then some.
    ms = 0

    def __init__(self, clock):
        self._clock = clock

    def now(self):
        from dataclasses import replace
        now = self._clock.now()
        return replace(now, wall_ms=now.wall_ms + Later.ms)

    def __getattr__(self, name):
        return getattr(self._clock, name)

recording._clock = Later(recording.clock)
from worktracker.desktop.forgetting import Asked, Forgetting
from worktracker.desktop.tray.menu import FORGET
from worktracker.model.period import Period

def record(minutes_ago, app):
    at = recording.clock.now().wall_ms - round(minutes_ago * MINUTE)
    store.journal.write(Change((Span(at, at + MINUTE // 4, State.ACTIVE, UTC, Activity(app)),)))
    assert store.journal.flush()

def left():
    return {span.app for span in store.reader.spans(Period())} - {"editor", "browser", None}

def answer(word):
    box = pages.app.newest_box
    (button,) = [each for each in box.buttons() if word in each.text()]
    button.click()
    pages.wait(lambda: not recording.held)
    settle()

privacy = pages.page("privacy")

def ask_tray():
    pages.app._deeds.forget(FORGET)

def ask_page():
    privacy.forget._buttons[0].click()
    settle()

for ask in (ask_tray, ask_page):
    record(30, "before")
    record(5, "asked")
    ask()
    Later.ms += MINUTE // 2
    record(0.4, "while it is read")
    answer("Forget")
    assert left() == {"before"}, (ask, left())
    record(5, "asked")
    ask()
    Later.ms += 5 * 60 * MINUTE
    record(2, "long after")
    answer("Forget")
    assert left() == {"before", "long after"}, (ask, left())
    Later.ms += 60 * MINUTE
    ask_all = Forgetting(recording, Asked(0, None, "?", "All"), lambda *_: None, None, lambda: None, print)
    ask_all.forget()
    pages.wait(lambda: not recording.held)
    assert not left()
pages.close()
"""


def test_what_the_button_hides_is_hidden_everywhere_at_once_and_stays_so(tmp_path: Path) -> None:
    run(_FILLED + _SWITCH, tmp_path)


def test_a_change_of_a_rule_is_told_without_its_pattern_where_titles_were_hidden_meanwhile(
    tmp_path: Path,
) -> None:
    run(_FILLED + _DEED, tmp_path)


def test_nothing_opens_over_a_covered_window_and_no_menu_or_tooltip_stays(tmp_path: Path) -> None:
    run(_FILLED + _COVER, tmp_path)


def test_an_old_question_forgets_up_to_when_it_was_asked(tmp_path: Path) -> None:
    run(_FILLED + _OLD_QUESTION, tmp_path)
