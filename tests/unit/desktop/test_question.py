"""The question after an absence: what it offers, what it writes, and that it takes back what it wrote."""

from __future__ import annotations

from pathlib import Path

from tests.unit.desktop.test_windows import run

_SETUP = """
from worktracker.app.coming_back import Absence
from worktracker.desktop.idle_return.question import OFFER_STAYS_MS, STAYS_MS, Question

recording.held = False
project = opened.store.projects.add("Website")
end_ms = SystemClock().now().wall_ms

def question(hours, after="Work"):
    shown = Question(recording, Absence(end_ms - round(hours * 3_600_000), end_ms, after), changes.append_one)
    shown.appear()
    return shown

class Changes(list):
    def append_one(self):
        self.append(1)

changes = Changes()
"""

_KEPT = """
shown = question(0.7)
assert not shown._keep.isEnabled()  # nothing is said of it
shown._note.setText("  ")
assert not shown._keep.isEnabled()
shown._project.setCurrentIndex(1)
assert shown._keep.isEnabled() and "42 m" in shown._keep.text()
shown._keep.click()
(entry,) = opened.store.assigning.entries()
assert (entry.parts[0].project, entry.parts[0].note) == (project.id, None)
assert changes == [1]
assert shown._undo.isVisible() and not shown._keep.isVisible() and not shown._leave.isVisible()
assert shown.height() == shown.layout().totalHeightForWidth(shown.width())  # nothing empty is below
again = question(0.7)
again._note.setText("Lunch")
again._note.returnPressed.emit()
assert "Another entry" in again._wrong.text() and again._wrong.isVisible() and again._keep.isVisible()
again.close()
shown._undo.click()
assert opened.store.assigning.entries() == []
assert not shown.isVisible() and changes == [1, 1]
"""

_NIGHT = """
night = question(13)
assert not night._note.isVisible() and not night._keep.isVisible() and not night._never.isVisible()
assert night._timer.interval() == OFFER_STAYS_MS
night._more.click()
assert night._note.isVisible() and night._timer.interval() == STAYS_MS
night.close()
meeting = question(1, after=None)
assert meeting._note.isVisible() and not meeting._never.isVisible()
assert meeting._timer.interval() == STAYS_MS
closed = []
meeting.closed.connect(lambda: closed.append(1))
meeting._timer.timeout.emit()  # nobody touched it
assert closed == [1] and not meeting.isVisible()
assert opened.store.assigning.entries() == [] and changes == []
"""

_HIDDEN = """
opened.store.settings.set("hide-titles", "on")
shown = question(1)
shown._note.setText("zqnote")
assert "zq" not in shown._note.displayText()
opened.store.settings.set("hide-titles", "off")
again = question(0.5)
again._note.setText("zqnote")
assert again._note.displayText() == "zqnote"
opened.store.settings.set("hide-titles", "on")
for each in (shown, again):
    each._keep.click()
    assert "•••••" in each._title.text() and not [
        label.text() for label in each.findChildren(QLabel) if "zq" in label.text()
    ], each._title.text()
    each._undo.click()
"""

_TYPED = """
from worktracker.desktop.idle_return.returns import Returns

def come_back(hours):
    absence = Absence(end_ms - round(hours * 3_600_000), end_ms, "Work")
    returns._watch = SimpleNamespace(look=lambda *_: absence)
    returns.look()
    return absence

def pause():
    returns._watch = SimpleNamespace(look=lambda *_: None)
    returns.look()

opened.store.settings.set("idle-return", "15m")
returns = Returns(recording, changes.append_one)
come_back(1)
untouched = returns._question
come_back(2)
shown = returns._question
assert shown is not untouched and not untouched.isVisible()
shown._note.setText("A meeting with half a")
for hurry in (pause, lambda: come_back(3), shown._timer.timeout.emit):
    hurry()
    assert returns._question is shown and shown.isVisible()
    assert shown._note.text() == "A meeting with half a"
later = come_back(3)
shown._note.setText("A meeting")
shown._keep.click()
assert [entry.parts[0].note for entry in opened.store.assigning.entries()] == ["A meeting"]
shown.close()
assert returns._question is not shown and returns._question._absence is later  # it is asked then
pause()
assert returns._question is None  # nothing was said of it
come_back(1)
returns._question._project.setCurrentIndex(1)
come_back(2)
returns.close()
assert returns._question is None
assert len(changes) == 1
"""


def test_what_is_kept_is_an_entry_and_undone_from_the_same_place(tmp_path: Path) -> None:
    run(_SETUP + _KEPT, tmp_path)


def test_a_night_is_offered_and_not_asked_and_it_goes_by_itself(tmp_path: Path) -> None:
    run(_SETUP + _NIGHT, tmp_path)


def test_a_note_is_hidden_where_titles_are(tmp_path: Path) -> None:
    run(_SETUP + _HIDDEN, tmp_path)


def test_what_is_being_written_stays_until_it_is_kept_or_dropped(tmp_path: Path) -> None:
    run(_SETUP + _TYPED, tmp_path)
