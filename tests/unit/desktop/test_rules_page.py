"""The page of rules with its widgets: what is written, kept, hidden, taken back, broken off and purged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.desktop.stored_day import ENVIRONMENT

_SETUP = """
import os, sys, threading, time
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from tests.desktop.stored_day import UTC, open_home
from worktracker.app.rule_changes import Changed
from worktracker.clock import SystemClock
from worktracker.control.instance import InstanceLock
from worktracker.desktop.app import App
from worktracker.desktop.memory import delete_windows
from worktracker.home import Home
from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.period import Period
from worktracker.model.span import Activity, Span, State
from worktracker.privacy.rules import Action, Rule
from worktracker.store.connection import transaction

application = QApplication([])
application.setQuitOnLastWindowClosed(False)
folder = Path(sys.argv[1])
opened = open_home(folder, agreed=False)
store = opened.store
with transaction(store.connection):
    store.connection.execute("DELETE FROM category")
    store.connection.execute("DELETE FROM category_rule")
work = store.categories.add(("Work",), 0, rules=[LabelRule(0, title="*secret*")]).id
games = store.categories.add(("Games",), 0).id
hour = 3_600_000
at = SystemClock().now().wall_ms - 10 * hour
journal = store.journal
for number, app in enumerate(("code", "chess", "mail")):
    begin = at + number * hour
    span = Span(begin, begin + hour, State.ACTIVE, UTC, Activity(app, f"{app} secret"))
    journal.write(Change((span,)))
    assert journal.flush()
home = Home.from_environment(os.environ | {"WORKTRACKER_HOME": str(folder)})
app = App(home, opened, InstanceLock(home.lock), SystemClock())
window = app.show_page("rules")
page = window.page

def wait(condition, what):
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline, what
        application.processEvents()
        time.sleep(0.005)

def settle():
    readings = (app.recording.reading, app.recording.long_reading)
    wait(lambda: not page.desk.is_busy and not any(each.is_busy for each in readings), "the end")
    application.processEvents()

def button(widget, text):
    found = [each for each in widget.findChildren(QPushButton)
             if each.isVisible() and each.text().replace("&", "") == text]
    assert len(found) == 1, (text, [each.text() for each in widget.findChildren(QPushButton)])
    return found[0]

def words(widget):
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())

settle()
part = page.part
"""

_CHANGES = """
part.tree.choose(games)
detail = part._detail
detail._name.setText("Play")
detail._name.editingFinished.emit()
settle()
assert store.categories.all()[games].name == "Play"
assert page._bar.text == "Renamed to Play"
detail.moved.emit(work)
settle()
assert store.categories.paths()[games] == "Work > Play"
detail.coloured.emit("#3b7dd8")
detail.marked.emit("distracting")
settle()
found = store.categories.all()[games]
assert (found.colour, found.mark) == ("#3b7dd8", "distracting")
# The name of another one: said at the foot, and nothing is changed.
part.add()
settle()
detail._name.setText("work")
detail._name.editingFinished.emit()
settle()
assert "already" in page._bar.text, page._bar.text
part.tree.choose(work)
part._remove.click()
settle()
assert set(store.categories.paths().values()) == {"New category"}, store.categories.paths()
assert page._bar.text.startswith("Removed Work with the category in it. Its 3 h 00 m of the last 30 days")
for _ in range(6):
    page.desk.undo()
    settle()
assert store.categories.paths() == {work: "Work", games: "Games"}
assert store.categories.all()[games].colour is None
assert [rule.title for rule in store.categories.rules()] == ["*secret*"]
page.desk.undo()  # there is nothing left
settle()
"""

_DROPS = """
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView
Position = QAbstractItemView.DropIndicatorPosition
tree = part.tree

def drop(moving, target, position):
    tree.choose(moving)
    tree.dropIndicatorPosition = lambda: position
    at = QPointF(tree.visualItemRect(tree._item(target)).center())
    event = QDropEvent(at, Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)
    tree.dropEvent(event)
    settle()
    return store.categories.paths()

below = drop(games, work, Position.OnItem)
assert below == {work: "Work", games: "Work > Games"}
assert drop(work, games, Position.OnItem) == below  # it can't lie in itself
assert drop(games, work, Position.AboveItem) == {work: "Work", games: "Games"}
assert tree.current == games
page.desk.undo()
settle()
assert store.categories.paths() == below
"""

_FORM = """
part.tree.choose(games)
page._add_rule()
form = part._form
assert button(form, "Save").isEnabled() is False
form.conditions.write((("app", "("),), regex=True)
settle()
assert "Not a valid RE2" in words(form) and not button(form, "Save").isEnabled()
assert "found anywhere" in words(form) and "* is anything" not in words(form)
form.conditions.write((("app", "ch*"),), regex=False)
assert "RE2" not in words(form) and "* is anything" in words(form) and button(form, "Save").isEnabled()
wait(lambda: "1 h 00 m in one activity" in words(form), "the preview")
assert "a finer rule decides" in words(form)
form.conditions.write((("title", "chess secret"),), regex=False)
wait(lambda: "1 h 00 m from Work" in words(form), "what moves")
form.conditions.write((("app", "ch*"),), regex=False)
wait(lambda: "a finer rule decides" in words(form), "that nothing does")
wait(lambda: "chess secret" in words(form), "the first activities")
window.contents.foot.hide_titles.click()
assert "chess secret" not in words(form)  # at once, before anything is asked again
settle()
form.conditions.write((("title", "*secret*"),), regex=False)
settle()
modes = [each.echoMode() for each in form.findChildren(QLineEdit) if each.isVisible()]
assert modes == [QLineEdit.EchoMode.Password], modes
form.conditions.write((("app", "ch*"),), regex=False)
wait(lambda: "•••••" in words(form), "the first activities")
assert "chess secret" not in words(form)
page._save()
settle()
assert [(rule.app, rule.label) for rule in store.categories.rules()] == [(None, work), ("ch*", games)]
assert not form.isVisible()
part.tree.choose(work)
rows = part._detail.rules._list
assert "secret" not in rows.item(0).text() + rows.item(0).toolTip()
window.contents.foot.hide_titles.click()
settle()
assert "secret" in rows.item(0).text()
part.trial.write("chess", "chess secret", "")
wait(lambda: part.trial._answer.isVisible(), "an answer")
assert part.trial._answer.text() == (
    "Work: Title *secret*. It goes before another rule: it asks for something finer."
), part.trial._answer.text()
# Escape leaves what is being written.
page._add_rule()
assert form.isVisible() and page.back() and not form.isVisible() and not page.back()
"""

_BROKEN_OFF = """
begun = threading.Event()
endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

def act(other):
    with transaction(other.connection):
        other.connection.execute("DELETE FROM category")
        begun.set()
        other.connection.execute(endless).fetchall()
    return Changed()

page.desk.change("Labelling", "Done", act)
page.desk.change("More", "Done", lambda other: Changed())
wait(begun.is_set, "its beginning")
assert page._bar.text == "Labelling"
# What is read meanwhile is read.
known = []
page.ask(lambda other: len(other.categories.all()), known.append, "meanwhile")
wait(lambda: known, "an answer beside it")
assert known == [2]
button(page._bar, "Cancel").click()
settle()
assert page._bar.text == "It was broken off, and the record is as it was."
assert len(store.categories.all()) == 2
assert not app.recording.held
# What takes a change back can be broken off, too; it is offered again.
begun.clear()

def undo(other):
    begun.set()
    other.connection.execute(endless).fetchall()

page.desk.change("Another", "Done", lambda other: Changed(undo=undo))
settle()
for _ in range(2):
    page.desk.undo()
    wait(begun.is_set, "its beginning")
    begun.clear()
    page.desk.break_off()
    settle()
    assert page._bar.text == "It was broken off, and the record is as it was."
"""

_CLOSED = """
from PySide6.QtCore import QEvent
bugs, told = [], []

def note(*bug):  # the app ends then
    bugs.append(bug)
    sys.__excepthook__(*bug)

sys.excepthook = note
app.tell = told.append
window.close()
application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
window = app.show_page("rules")
page = window.page
settle()
begun, go_on = threading.Event(), threading.Event()

def act(other):
    begun.set()
    assert go_on.wait(15)
    return Changed()

page.desk.change("Saving the rule", "Saved", act)
page.desk.purge(Rule(Action.DROP, app="mail"), "Done")  # as the user confirmed
wait(begun.is_set, "its beginning")
window.close()
application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
go_on.set()
wait(lambda: not app.recording.held, "the end")
assert [span.app for span in store.reader.spans(Period())] == ["code", "chess"]
assert not bugs and not told, (bugs, told)
window = app.show_page()
"""

_ENDED = """
from worktracker.store.store import Store
begun, go_on = threading.Event(), threading.Event()

def act(other):
    begun.set()
    assert go_on.wait(15)
    return Changed()

page.desk.change("Saving the rule", "Saved", act)
page.desk.purge(Rule(Action.DROP, app="chess"), "Done")
wait(begun.is_set, "its beginning")
page.desk.break_off()  # and nothing comes of what waits
go_on.set()
settle()
begun.clear()
go_on.clear()
page.desk.change("Saving the rule", "Saved", act)
page.desk.purge(Rule(Action.DROP, app="mail"), "Done")  # as the user confirmed
wait(begun.is_set, "its beginning")
threading.Timer(0.2, go_on.set).start()  # while the end waits for it
path, key = store.path, store.key
app.end()
store = Store.open(path, [key], 0)
assert [span.app for span in store.reader.spans(Period())] == ["code", "chess"]
store.close()
"""

_TOO_LATE = """
from worktracker.store.connection import rehearsal
told, done = [], []
object.__setattr__(page.desk._around, "tell", told.append)
begun, go_on = threading.Event(), threading.Event()

def act(other):
    begun.set()
    assert go_on.wait(15)
    return Changed()

def noted(number):
    def note(other):
        done.append(number)
        return Changed()
    return note

page.desk.change("First", "Done", act)
for number in (2, 3):
    page.desk.change("More", "Done", noted(number))
wait(begun.is_set, "its beginning")
# What is recorded meanwhile can't be written, as another program writes: so nothing else can begin.
begin = at + 5 * hour
app.recording._journal.write(Change((Span(begin, begin + 1, State.ACTIVE, UTC, Activity("x")),)))
other = store.again()
with rehearsal(other.connection):
    go_on.set()
    wait(lambda: len(told) == 2, "why the two that waited were not begun")
other.close()
assert done == [] and not page.desk.is_busy
app.recording.settle()
page.desk.change("Another", "Done", noted(4))
settle()
assert done == [4]
"""

_PURGE = """
page.turn_to(2)
settle()
part = page.part
part.add()
part.form.conditions.write((("app", "mail"),), regex=False)
page._save()
settle()
own = [rule for rule in store.rules.all() if rule.program is None]
assert own == [Rule(Action.DROP, app="mail", id=own[0].id)]
wait(lambda: "1 h 00 m in one span" in words(part.form), "what it matches")
button(part, "Forget 1 h 00 m in one span").click()
assert app.newest_box.defaultButton().text().replace("&", "") == "Cancel"
assert len(list(store.reader.spans(Period()))) == 3
button(app.newest_box, "Forget 1 h 00 m in one span").click()
settle()
assert [span.app for span in store.reader.spans(Period())] == ["code", "chess"]
assert page._bar.text == "Done: Forget 1 h 00 m in one span"
wait(lambda: "Nothing that is stored already matches." in words(part.form), "nothing left")
assert not any("Forget" in each.text() for each in part.findChildren(QPushButton) if each.isVisible())
# The rule stays; removed, it can be taken back.
part.list.removal_asked.emit()
settle()
assert not [rule for rule in store.rules.all() if rule.program is None]
page.desk.undo()
settle()
assert [rule.app for rule in store.rules.all() if rule.program is None] == ["mail"]
part.add()
part.form.conditions.write((("title", "Inbox"), ("domain", "co.uk")), regex=False)
wait(lambda: "only this exact title" in words(part.form), "what might not be expected")
assert "co.uk is the ending of many sites" in words(part.form)
part.form.conditions.write((("title", "*Inbox*"),), regex=False)
wait(lambda: "exact" not in words(part.form), "no such remark")
# What was said before titles were hidden is said no more.
part.form.conditions.write((("title", "*private*"),), regex=False)
page._save()
settle()
assert "*private*" in page._bar.text
window.contents.foot.hide_titles.click()
settle()
assert page._bar.text == ""
page.desk.undo()
settle()
assert page._bar.text == "Taken back"
window.contents.foot.hide_titles.click()
settle()
part.trial.write("mail", "Inbox", "")
wait(lambda: "Nothing would be recorded" in words(part.trial), "the verdict")
"""

_PROJECTS = """
from PySide6.QtCore import QLocale
from worktracker.store.assigning import Wish

page.turn_to(1)
settle()
part = page.part
assert "No projects yet" in words(part)
button(part, "Add a project").click()
settle()
project = next(iter(store.projects.all()))
detail = part._detail
for field, text in ((detail._name, "Site"), (detail._client, "Acme")):
    field.setText(text)
    field.editingFinished.emit()
    settle()
detail._rate.setText("87,5")
detail._rate.editingFinished.emit()
settle()
assert store.projects.all()[project].rate is None  # not without a currency
store.assigning.label(at, at + hour, Wish(project=project), 0)
detail._currency.setText("eur")
detail._currency.editingFinished.emit()
settle()
assert page._bar.text == (
    "Changed: Site. Priced anew: 1 h 00 m, all that is on it already."
    " From a day on instead: worktracker project rate"
), page._bar.text
found = store.projects.all()[project]
assert (found.name, found.client, found.rate, found.currency) == ("Site", "Acme", "87.5", "EUR")
detail._rate.setText("much")
detail._rate.editingFinished.emit()
settle()
assert "rate" in page._bar.text and detail._rate.text() == "87.5"
# With the user's decimal sign; what nobody has changed is not written again.
QLocale.setDefault(QLocale("de"))
detail.show_kept()
assert detail._rate.text() == "87,5"
edits = []
detail.edited.connect(edits.append)
detail._rate.editingFinished.emit()
assert not edits, edits
QLocale.setDefault(QLocale("en"))
button(detail, "Archive").click()
settle()
assert store.projects.all()[project].closed
assert page._bar.text == "Archived: Site"
page.desk.undo()
settle()
assert not store.projects.all()[project].closed
page.desk.undo()
settle()
assert store.projects.all()[project].rate is None and page._bar.text == "Taken back: Changed: Site"
"""

_END = """
window.close()
app.recording.close()
delete_windows(application)
"""


def run(script: str, folder: Path, end: str = _END) -> None:
    environ = os.environ | ENVIRONMENT | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _SETUP + script + end, str(folder)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr


def test_categories_are_changed_removed_and_brought_back(tmp_path: Path) -> None:
    run(_CHANGES, tmp_path)


def test_a_category_lies_where_it_is_dropped(tmp_path: Path) -> None:
    run(_DROPS, tmp_path)


def test_a_rule_is_looked_at_before_it_is_kept_and_hidden_where_titles_are(tmp_path: Path) -> None:
    run(_FORM, tmp_path)


def test_a_change_is_broken_off_with_what_waits_for_it(tmp_path: Path) -> None:
    run(_BROKEN_OFF, tmp_path)


def test_what_was_confirmed_is_done_though_the_window_closes_before_its_turn(tmp_path: Path) -> None:
    run(_CLOSED, tmp_path)


def test_what_was_confirmed_is_done_though_the_app_ends_before_its_turn(tmp_path: Path) -> None:
    run(_ENDED, tmp_path, "delete_windows(application)")


def test_what_cannot_begin_when_its_turn_comes_is_told_and_not_done_later(tmp_path: Path) -> None:
    run(_TOO_LATE, tmp_path)


def test_the_past_of_an_exclusion_is_forgotten_after_a_question(tmp_path: Path) -> None:
    run(_PURGE, tmp_path)


def test_a_project_is_named_priced_archived_and_taken_back(tmp_path: Path) -> None:
    run(_PROJECTS, tmp_path)
