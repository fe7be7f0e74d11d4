"""The windows: what has room in them, and what they do where the record can't be written or read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.desktop.stored_day import ENVIRONMENT

_SETUP = """
import sys
from pathlib import Path
from types import SimpleNamespace
from PySide6.QtWidgets import QApplication, QLabel
from tests.desktop.stored_day import UTC, open_home
from worktracker.clock import SystemClock
from worktracker.errors import StoreBusyError, StoreUnavailableError
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.span import Activity, Span, State
from worktracker.recorder.recorder import Mode
from worktracker.store.connection import rehearsal, transaction

application = QApplication([])
opened = open_home(Path(sys.argv[1]), agreed=False)
opened.store.wait_for_others(50)

def record(app, minute, minutes):
    begin = SystemClock().now().wall_ms // DAY_MS * DAY_MS + minute * 60_000
    span = Span(begin, begin + minutes * 60_000, State.ACTIVE, UTC, Activity(app))
    journal = opened.store.journal
    journal.write(Change((span,)))
    assert journal.flush()

class Recording:
    clock = SystemClock()
    trouble = None
    recorder = SimpleNamespace(content=None, mode=Mode.STOPPED, since_ms=None)

    def __init__(self):
        self.opened = opened
        self.error = None

    def settle(self):
        if self.error is not None:
            raise self.error

recording = Recording()
"""

_FIRST_RUN = """
import os
from worktracker.app.autostart import entry_path
from worktracker.desktop.first_run.dialog import FirstRun
from worktracker.errors import WorkTrackerError
from worktracker.home import Home

recording.home = home = Home.from_environment({"WORKTRACKER_HOME": sys.argv[1]})
recording.slots = opened.slots

def rewrite(work, done):
    other = opened.store.again(busy_ms=50)
    try:
        result = work(other)
    except WorkTrackerError as error:
        result = error
    finally:
        other.close()
    done(result)

recording.rewrite = rewrite
dialog = FirstRun(recording)
dialog.show()
dialog._chosen._titles.click()
dialog._chosen._autostart.click()
dialog._chosen._ask.click()
before = opened.store.settings.all()
other = opened.store.again()

def assert_nothing_is_kept():
    assert opened.store.agreements.newest() is None
    assert opened.store.settings.all() == before
    assert not entry_path(home).exists()
    assert dialog.isVisible() and not dialog.agreed

with rehearsal(other.connection):  # as an import does, for as long as it takes
    dialog.agree()
assert_nothing_is_kept()
assert "being written" in dialog._remark.text() and dialog._remark.isVisible()

# Nothing of it is kept where the last step fails.
other.connection.execute("CREATE TRIGGER t BEFORE INSERT ON agreement BEGIN SELECT RAISE(ABORT, 'no'); END")
try:
    dialog.agree()
except Exception as error:
    assert "no" in str(error)
else:
    raise AssertionError("it was kept")
assert_nothing_is_kept()
other.connection.execute("DROP TRIGGER t")
dialog.agree()
assert dialog.agreed and not dialog.isVisible()
assert opened.store.agreements.newest() is not None
assert not opened.store.settings.levels().titles
assert opened.store.settings.get("idle-return") == "15m"
assert opened.store.settings.get("autostart") == "on" and entry_path(home).exists()

# What went wrong does not take the place of the step that is left.
from worktracker.app.browser_manifests import BROWSERS
from worktracker.desktop.first_run.asking import Asking
told, boxes = [], []
asking = Asking(recording, lambda: None, told.append, boxes.append)
dialog.trouble, dialog.browsers = "The session's own start could not be changed.", BROWSERS[:1]
asking._dialog = dialog
asking._closed()
assert [error.message for error in told] == [dialog.trouble]
assert [box.text() for box in boxes] == ["One step is left"]
"""

_TOTAL = """
from worktracker.desktop.state import TodayTotal
record("a", 0, 3)
today = TodayTotal(recording)
assert (today.active_ms(), today.trouble) == (180_000, None)
record("b", 5, 1)
today.forget()
for error in (StoreBusyError("busy"), StoreUnavailableError("damaged")):
    recording.error = error
    assert (today.active_ms(), today.trouble) == (180_000, error.message)
recording.error = None
assert (today.active_ms(), today.trouble) == (240_000, None)
"""

WINDOW = """
from worktracker.app.reading import Reading
from worktracker.desktop.loop import QtLoop
from worktracker.desktop.state import Face, Shown
from worktracker.desktop.window.window import Window

recording.reading = Reading(lambda: opened.store, QtLoop())
recording.long_reading = Reading(lambda: opened.store, QtLoop())
recording.loop = QtLoop()
recording.slots = opened.slots
window = Window(recording, None, None, None)
window.show_state(Shown(Face.STOPPED, None))

def words():
    return " ".join(label.text() for label in window.findChildren(QLabel))

def refresh():
    window.refresh()
    while recording.reading.is_busy:
        application.processEvents()
    application.processEvents()
"""

_STATES = """
from worktracker.desktop.window.sidebar import StateCard
window.show()

def said():
    card = window.findChild(StateCard)
    return [label.text() for label in card.findChildren(QLabel) if label.text() and label.isVisible()]

window.show_state(Shown(Face.STOPPED, None, note="Nothing is recorded until you press Start."))
assert said() == ["Stopped", "Nothing is recorded until you press Start."]
window.show_state(Shown(Face.WAITING, None, trouble="Lost.", note="Nothing is recorded."))
assert said() == ["Not recording", "Nothing is recorded."]
assert "Lost." in words()
"""

_KNOWN = """
record("a", 0, 3)
window.show()
refresh()
shares = window.page._shares
before = shares.day
assert before.counted.active_ms == 180_000
recording.error = StoreBusyError("The record is being written.")
refresh()
assert "The record is being written." in words()
assert shares.day.counted == before.counted
recording.error = None
record("b", 5, 1)
refresh()
assert "being written" not in words()
assert shares.day.counted.active_ms == 240_000
window.close()
"""

_ROOM = """
from worktracker.desktop.day.sums import By

def rows():
    return window.page._shares.accessibleDescription().split("; ")

window.show()
window.page._shares.show_by(By.APP)
for number in range(60):
    record(f"program {number}", 3 * number, 1)
    if number == 3:
        refresh()
        assert len(rows()) == 4 and "more" not in rows()[-1], rows()
refresh()
count = len(rows())
assert rows()[-1].startswith(f"{60 - count + 1} more"), rows()
window.resize(window.width(), window.height() + 200)
application.processEvents()
assert len(rows()) > count
assert not window.page._scroll.verticalScrollBar().isVisible()
foot = window.contents.foot.words
assert foot.visibleRegion().boundingRect().height() == foot.height()
wide = foot.fontMetrics().horizontalAdvance("one two     three four")
for width, text in ((wide, "one two     three four"), (wide - 1, "one two\\nthree four")):
    phrases = type(foot)()
    phrases.setFont(foot.font())
    phrases.resize(width, 50)
    phrases.say(["one two", "three four"])
    assert phrases.text() == text, phrases.text()
window.close()
"""

_COVERED = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox
from worktracker.desktop.window.boxes import Boxes

window._boxes = Boxes(window, lambda box: box.show())
window.show()
window.activateWindow()
QTest.qWaitForWindowActive(window)
refresh()

def hide_titles():
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_H, ctrl | shift)
    QTest.keyClick(window, Qt.Key.Key_2, ctrl)
    application.processEvents()
    return window._discreet.on, window.page.name

question, phrase = QMessageBox(), QDialog(window)
window._boxes.open(question)
phrase.show()
assert question.isVisible() and phrase.isVisible()
window.cover()
assert not question.isVisible() and not phrase.isVisible()
window.activateWindow()
assert hide_titles() == (False, "day")
first = window._cover
window._uncover()
assert hide_titles() == (True, "reports")  # as they work where nothing is hidden
window.cover()
assert window._cover is not first  # another passphrase may have been chosen since
window._uncover()
last = QMessageBox()
window._boxes.open(last)
window.close()
assert not last.isVisible()
"""

_EXCLUDING = """
import threading
import time
from PySide6.QtCore import QEvent
from worktracker.app.front import Front

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM meta, n"
boxes, notices, begun = [], [], threading.Event()
recording.held = False
recording.reload = lambda: None
window._boxes._show = boxes.append
window._around = window.page.around
object.__setattr__(window._around, "notify", lambda title, text: notices.append(title))
record("zzdraw", 0, 3)

def endless(store):
    begun.set()
    store.connection.execute(ENDLESS).fetchone()

def close_while_counting(name):
    window.show()
    window.page.ask(endless, None, "long", takes_long=True)  # so that the matches wait for it
    assert begun.wait(15)
    window.page._acts.exclude(Front(name))
    assert recording.long_reading.is_busy

    window.close()
    window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as Qt's loop does
    end = time.monotonic() + 15
    while recording.long_reading.is_busy and time.monotonic() < end:
        application.processEvents()
    assert not recording.long_reading.is_busy

close_while_counting("zzdraw")
assert [box.text() for box in boxes] == ["“zzdraw” is left out from now on."]
boxes[0].close()
end = time.monotonic() + 15
while threading.active_count() > 1 and time.monotonic() < end:
    time.sleep(0.01)
assert threading.active_count() == 1, "the thread is let go, too"
window, begun = Window(recording, window._around.notify, None, boxes.append), threading.Event()
close_while_counting("nothing of it")
assert notices == ["“nothing of it” is left out from now on"] and len(boxes) == 1, (notices, boxes)
"""

_MESSAGE = """
from worktracker.desktop.message import dress, problem
from worktracker.errors import WorkTrackerError
folder = "/media/" + "a-stick-with-a-long-name" * 6 + "/copies"
box = problem(WorkTrackerError(f"Not from the copies in {folder}.", "Connect it and run worktracker forget."))
dress(box)
box.show()
application.processEvents()
labels = {label.objectName(): label for label in box.findChildren(QLabel)}
text = labels["qt_msgbox_label"]
assert text.text().replace(chr(0x200B), "").endswith(f"{folder}.")
assert text.wordWrap() and text.heightForWidth(text.width()) <= text.height() and box.width() < 800
widest = max(text.fontMetrics().boundingRect(part).width() for part in text.text().split(chr(0x200B)))
assert widest <= text.width()
assert chr(0x200B) not in labels["qt_msgbox_informativelabel"].text()
"""


def run(script: str, folder: Path) -> None:
    environ = os.environ | ENVIRONMENT | {"QT_QPA_PLATFORM": "offscreen"}
    environ["XDG_CONFIG_HOME"] = str(folder / "config")
    command = [sys.executable, "-c", _SETUP + script, str(folder)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_an_agreement_that_cannot_be_kept_is_kept_in_no_part_and_the_question_stays(tmp_path: Path) -> None:
    run(_FIRST_RUN, tmp_path)


def test_todays_total_stays_at_what_was_known(tmp_path: Path) -> None:
    run(_TOTAL, tmp_path)


def test_the_window_says_why_nothing_is_recorded(tmp_path: Path) -> None:
    run(WINDOW + _STATES, tmp_path)


def test_the_window_stays_at_what_was_known_and_says_why(tmp_path: Path) -> None:
    run(WINDOW + _KNOWN, tmp_path)


def test_as_many_rows_are_shown_as_have_room_and_the_last_stands_for_the_rest(tmp_path: Path) -> None:
    run(WINDOW + _ROOM, tmp_path)


def test_a_covered_window_shows_and_does_nothing_and_a_closed_one_leaves_no_question(tmp_path: Path) -> None:
    run(WINDOW + _COVERED, tmp_path)


def test_the_question_about_the_past_comes_though_the_window_closes_while_it_counts(tmp_path: Path) -> None:
    run(WINDOW + _EXCLUDING, tmp_path)


def test_a_message_shows_a_long_folder_whole(tmp_path: Path) -> None:
    run(_MESSAGE, tmp_path)
