"""The Privacy page: its numbers, what it forgets, looks for and writes, and the end of all."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.desktop.page_script import commanded, run

_FILLED = """
from tests.desktop.stored_day import UTC
from worktracker.model.change import Change
from worktracker.model.span import Activity, Reason, Span, State
store = pages.opened.store
now_ms = pages.app.recording.clock.now().wall_ms
journal = store.journal
def record(minutes_ago, activity, state=State.ACTIVE):
    begin = now_ms - minutes_ago * 60_000
    reason = Reason.RULE if state is State.PRIVATE else Reason.NONE
    journal.write(Change((Span(begin, begin + 60_000, state, UTC, activity, reason),)))
record(300, Activity("editor", "a.txt", document="a.txt"))
record(250, Activity("mail", "Inbox of someone@mail.example"))
record(200, None, State.PRIVATE)
record(40, Activity("secret", "plans"))
record(30, Activity("browser", "News", None, "news.example"))
assert journal.flush()
page = pages.page("privacy")
def apps():
    return [row[0] for row in store.connection.execute("SELECT name FROM app ORDER BY name")]
def chosen(word):
    box = pages.app.newest_box
    (button,) = [each for each in box.buttons() if word in each.text()]
    button.click()
    pages.settle()
"""

_NUMBERS = """
import json
from worktracker.store.kept import details_kept, time_kept
cells = {(held, column): cell.text() for (held, column), cell in page.kept._cells.items()}
found = details_kept(store.connection)
assert cells[None, 2] == "5" == str(time_kept(store.connection).spans)
for held, amount in found.items():
    assert (cells[held, 1], cells[held, 2]) == (str(amount.different), str(amount.spans)), held
assert "1 m" in page.kept._private.text()
import re
assert re.fullmatch(r"\\d{4}-\\d\\d-\\d\\d", cells[None, 3]), cells[None, 3]  # LANG=C is nobody's country
assert page.forget.begin.displayFormat() == "yyyy-MM-dd HH:mm"
assert str(store.path) == page.place._record.text()
assert "passphrase" in page.place._key.text()
assert pages.app.show_page().contents.foot.words.text().count("network")
print(json.dumps({held: [amount.different, amount.spans] for held, amount in found.items()}))
# A level and a retention by their controls.
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
change(page.kept.fields["record-titles"])
write(page.kept.fields["keep-apps"].box.lineEdit(), "1000d")
pages.settle()
assert (store.settings.get("record-titles"), store.settings.get("keep-apps")) == ("off", "1000d")
write(page.kept.fields["keep-apps"].box.lineEdit(), "soon")
assert page.kept._remark.isVisible() and store.settings.get("keep-apps") == "1000d"
pages.close()
"""

_COUNTING = """
# A count that takes long: the time is known before it, and it is neither begun anew nor gone on with unseen.
import threading
from worktracker.desktop.privacy import kept_card
asked, go, really = [], threading.Event(), kept_card.details_kept
def slowly(connection):
    asked.append(None)
    assert go.wait(15)
    return really(connection)
kept_card.details_kept = slowly
card, reading = page.kept, pages.app.recording.long_reading
def cell(held, column):
    return card._cells[held, column].text()
record(20, Activity("terminal"))
assert journal.flush()
card.count()
pages.wait(lambda: len(asked) == 1 and cell(None, 2) == "6", "the time")
assert cell("app", 1) == "4" and reading.is_busy
card._begun -= 60  # it has taken a minute
pages.wait(lambda: not card._bar.isHidden(), "the bar")
for _ in range(3):
    page.refresh()
go.set()
pages.settle()
assert len(asked) == 1 and cell("app", 1) == "5" and card._bar.isHidden()
go.clear()
card._slow = False
card.count()
pages.wait(lambda: len(asked) == 2, "the second count")
pages.app.show_page("day")
assert ("privacy", "details") not in reading._newest and card._bar.isHidden()
go.set()
pages.page("privacy")
assert len(asked) == 3
pages.close()
"""

_FORGET = """
# By name: first taken back, then done.
assert apps() == ["browser", "editor", "mail", "secret"]
page.forget.name.setText("secret")
page.forget.name_button.click()
pages.settle()
assert "1 span" in pages.app.newest_box.informativeText()
chosen("Cancel")
assert "secret" in apps()
page.forget.name_button.click()
pages.settle()
chosen("Forget 1 span")
pages.wait(lambda: not pages.app.recording.held)
assert "secret" not in apps() and "Forgotten" in page.forget.remark.text()
pages.settle()
assert page.kept._cells[None, 2].text() == "4"
# By site.
page.forget.kind.setCurrentIndex(1)
page.forget.name.setText("news.example")
page.forget.name_button.click()
pages.settle()
chosen("Forget 1 span")
pages.wait(lambda: not pages.app.recording.held)
assert "browser" not in apps()
# By time.
from PySide6.QtCore import QDateTime
page.forget.begin.setDateTime(QDateTime.fromMSecsSinceEpoch(now_ms - 320 * 60_000))
page.forget.end.setDateTime(QDateTime.fromMSecsSinceEpoch(now_ms - 350 * 60_000))
page.forget.range_button.click()
assert "does not come after" in page.forget.remark.text()
pages.app.show_page("day")
pages.page("privacy")
assert page.forget.remark.text() == ""
page.forget.range_button.click()
assert "does not come after" in page.forget.remark.text()
page.forget.end.setDateTime(QDateTime.fromMSecsSinceEpoch(now_ms - 280 * 60_000))
assert page.forget.remark.text() == ""
page.forget.range_button.click()
pages.settle()
chosen("Forget 1 span")
pages.wait(lambda: not pages.app.recording.held)
assert apps() == ["mail"]
pages.close()
"""

_WHEEL = """
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QDateTimeEdit
from worktracker.desktop.window.pages import NAMES

def turned(field):
    place = QPointF(5, 5)
    event = QWheelEvent(place, QPointF(field.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(field, event)
    return event.isAccepted()

own = QDateTimeEdit()
assert turned(own)  # Qt's own takes it
kinds = set()
for name in NAMES:
    shown = pages.page(name)
    pages.settle()
    for field in shown.findChildren(QAbstractSpinBox) + shown.findChildren(QComboBox):
        before = field.text() if isinstance(field, QAbstractSpinBox) else field.currentText()
        assert not turned(field), (name, field)
        assert before == (field.text() if isinstance(field, QAbstractSpinBox) else field.currentText())
        assert not field.focusPolicy() & Qt.FocusPolicy.WheelFocus == Qt.FocusPolicy.WheelFocus, (name, field)
        kinds.add((name, type(field).__name__))
assert {("privacy", "QDateTimeEdit"), ("day", "ClockField"), ("settings", "QSpinBox")} <= kinds, kinds
pages.close()
"""

_LEAKS = """
from PySide6.QtWidgets import QLabel, QPushButton
page.leaks.look.click()
pages.settle()
words = [label.text() for label in page.leaks.findChildren(QLabel)]
assert any(line.startswith("E-mail addresses: 1 title;") and line.endswith("in mail") for line in words)
assert not any("someone" in line for line in words)
(add,) = [each for each in page.leaks.findChildren(QPushButton) if each.text().startswith("Add rule")]
add.click()
pages.settle()
assert not [rule for rule in store.rules.all() if rule.regex]
chosen("Add and erase from 1 span")
pages.wait(lambda: not pages.app.recording.held)
assert add.text() == "Done"
assert [rule for rule in store.rules.all() if rule.regex]
assert not store.connection.execute("SELECT 1 FROM activity WHERE title LIKE '%someone%'").fetchone()
page.leaks.look.click()
pages.settle()
assert not [each for each in page.leaks.findChildren(QPushButton) if each.text().startswith("Add rule")]
pages.close()
"""

_KEY = """
import json
from PySide6.QtWidgets import QPushButton
from tests.desktop.stored_day import PASSPHRASE
from worktracker.desktop.privacy.new_key import NewKey
from worktracker.desktop.privacy.passphrase_change import PassphraseChange
from worktracker.keys import change as changing
from worktracker.keys.phrase import phrase_of
from worktracker.keys.slots import Argon2Cost

changing.COST = Argon2Cost(memory_kib=64, passes=1, lanes=1)  # what it costs is tested elsewhere
recording = pages.app.recording

def dialog(button, kind):
    button.click()
    (found,) = [each for each in page.window().findChildren(kind) if each.isVisible()]
    return found

slots = recording.slots

# The passphrase: a wrong one changes nothing, a short one is not taken, two that differ neither.
asked = dialog(page.place.passphrase, PassphraseChange)
asked.present.setText("not the one")
tries = ("short", "short", False), ("long enough", "long", False), ("12345678", "12345678", True)
for typed, again, ready in tries:
    asked.first.setText(typed)
    asked.second.setText(again)
    assert asked.setting.isEnabled() is ready, typed
assert "Weak" in asked._hint.text()
asked.setting.click()
assert asked.is_busy and not asked.setting.isEnabled()
pages.wait(lambda: not asked.is_busy)
assert "not the present passphrase" in asked.remark.text() and recording.slots == slots
asked.present.setText(PASSPHRASE)
for field in asked.first, asked.second:
    field.setText("correct horse battery staple")
asked.setting.click()
pages.wait(lambda: not asked.is_busy)
assert "is changed" in pages.app.newest_box.text()
assert recording.slots.current.passphrase != slots.current.passphrase
slots = recording.slots

# Without a keyring it can't be removed, and that is said.
asked = dialog(page.place.passphrase, PassphraseChange)
asked.present.setText("correct horse battery staple")
asked.removing.click()
pages.wait(lambda: not asked.is_busy)
assert "keyring" in asked.remark.text() and recording.slots == slots
asked.reject()

# A new key: the phrase is another, what was recorded is there, and the old key opens nothing.
before = store.key
asked = dialog(page.place.new_key, NewKey)
assert not asked.replace.isEnabled()
asked.present.setText("another")
asked.replace.click()
pages.wait(lambda: not asked.is_busy)
assert "not the passphrase" in asked.remark.text() and recording.opened.store.key == before
asked.present.setText("correct horse battery staple")
asked.replace.click()
steps = set()
pages.wait(lambda: steps.add(asked.remark.text()) or not asked.is_busy)
assert len(steps - {""}) >= 2, steps
assert recording.opened.store.key != before and asked.recovery is not None
asked.recovery._show.click()
assert " ".join(asked.recovery._words) == phrase_of(recording.opened.store.key)
recording.settle()
assert recording.opened.store.reader.count() == 5 and recording.slots.pending is None
words = list(asked.recovery._words)
asked.cancel.click()
print(" ".join(words))
pages.close()
"""

_WRITTEN = """
target = Path(sys.argv[1]).parent / "mine.zip"
from worktracker.desktop.privacy.leaving_card import my_data_paper
bar = page.leaving.bar
bar.write(my_data_paper(pages.app.recording), target)
pages.wait(lambda: "Exported: everything." in bar._text.text())
assert target.is_file() and f"{target} is not encrypted" in bar._text.text()
broken_off = target.with_name("broken-off.zip")
bar.write(my_data_paper(pages.app.recording), broken_off)
assert bar.isVisible()
bar._cancel.click()
pages.wait(lambda: not bar.isVisible())
assert not broken_off.exists()
pages.close()
"""

_CLOSED_WHILE_ROTATING = """
from PySide6.QtCore import QEvent
from tests.desktop.stored_day import PASSPHRASE
from worktracker.desktop.privacy.new_key import NewKey
from worktracker.keys import change as changing
from worktracker.keys.slots import Argon2Cost
changing.COST = Argon2Cost(memory_kib=64, passes=1, lanes=1)
recording, told = pages.app.recording, []
pages.app._presence.notify = lambda title, text: told.append(title)
before = store.key
page.place.new_key.click()
(asked,) = page.window().findChildren(NewKey)
asked.present.setText(PASSPHRASE)
asked.replace.click()
pages.app.show_page().close()
pages.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
pages.wait(lambda: told)
assert told == ["The record has a new key"] and recording.opened.store.key != before
# The end of the app in the middle of it: the old key stays, and nothing is pending.
from worktracker.app.rotating import Rotating
from worktracker.keys.slots import load
from worktracker.store.rekey import opens
key, ended = recording.opened.store.key, []
import threading
Rotating(recording, lambda _: None, ended.append).begin(PASSPHRASE)
recording.close()
for thread in threading.enumerate():
    if thread.name == "rotate":
        thread.join(15)
assert not ended and load(recording.home.keys).pending is None
assert opens(recording.home.store, key)
"""

_END = """
from worktracker.desktop.privacy.end_dialog import EndDialog
home = Path(sys.argv[1])
page.leaving.erase.click()
(dialog,) = page.window().findChildren(EndDialog)
assert not dialog.button.isEnabled()
dialog.typed.setText("erase")
assert not dialog.button.isEnabled() and (home / "worktracker.db").exists()
dialog.typed.setText("Erase everything")
pages.app._lock.acquire()
dialog.button.click()
pages.wait(lambda: pages.app.newest_box and pages.app.newest_box.isVisible())
assert "Nothing of worktracker is left" in pages.app.newest_box.text(), pages.app.newest_box.text()
assert not home.exists(), list(home.iterdir())
"""

_END_WAITS = """
from PySide6.QtWidgets import QMessageBox
from worktracker.app.backups import copies_locked
from worktracker.home import Home
folder = Path(sys.argv[1])
home = Home.from_environment({"WORKTRACKER_HOME": str(folder)})
ended = []
pages.app.quit = lambda: ended.append(True)
pages.app._lock.acquire()
with copies_locked(home):  # another command writes a copy
    pages.app.erase_everything()
    pages.wait(lambda: pages.app.newest_box and "backup" in pages.app.newest_box.text(), "a word")
    assert home.store.exists() and home.keys.exists()
    pages.app.newest_box.button(QMessageBox.StandardButton.Cancel).click()
    pages.wait(lambda: "Nothing was erased" in pages.app.newest_box.text(), "that it is cancelled")
assert home.store.exists() and home.keys.exists() and not ended
pages.app.newest_box.accept()
assert ended
"""

_PHRASE = """
from PySide6.QtWidgets import QLabel
from worktracker.desktop.privacy.phrase_dialog import PhraseDialog
from worktracker.keys.phrase import phrase_of
page.place._show_phrase()
(dialog,) = page.window().findChildren(PhraseDialog)
words = set(phrase_of(store.key).split())
def shown():
    return words & {label.text() for label in dialog.findChildren(QLabel)}
assert not shown()
dialog.recovery.focusProxy().click()
assert shown() == words
dialog.close()
pages.settle()
assert not page.window().findChildren(PhraseDialog) or not shown()
pages.close()
"""

_PROOF = """
from worktracker.app.confinement import Attempt
from worktracker.desktop.window.network_card import NetworkCard
window = pages.app.show_page("sharing")
pages.settle()
card = window.page.findChild(NetworkCard)
network = window._network
for answer, said in ((Attempt.REFUSED, "No network: refused by the system"),
                     (Attempt.POSSIBLE, "makes no network connection")):
    network._known({name: answer for name in network.found})
    assert said.lower() in card._line.text().lower()
    assert said.lower() in window.contents.foot.words.text().lower()
    assert ("refused" in window.contents.foot.words.text()) == (answer is Attempt.REFUSED)
pages.close()
"""


def test_the_numbers_are_the_records(tmp_path: Path) -> None:
    shown = json.loads(run(_FILLED + _NUMBERS, tmp_path))
    assert shown == {"app": [4, 4], "title": [4, 4], "document": [1, 1], "domain": [1, 1], "url": [0, 0]}
    rows = json.loads(commanded(tmp_path, "report", "--from", "yesterday", "--by", "app", "--json"))["rows"]
    assert {row["key"] for row in rows} >= {"browser", "editor", "mail", "secret"}


def test_a_long_count_shows_the_time_first_and_goes_on_only_while_it_is_seen(tmp_path: Path) -> None:
    run(_FILLED + _COUNTING, tmp_path)


def test_what_is_forgotten_is_gone_and_nothing_else(tmp_path: Path) -> None:
    run(_FILLED + _FORGET, tmp_path)


def test_private_things_are_found_and_kept_out(tmp_path: Path) -> None:
    run(_FILLED + _LEAKS, tmp_path)
    assert json.loads(commanded(tmp_path, "privacy", "scan", "--json"))["found"] == []


def test_everything_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    run(_FILLED + _WRITTEN, tmp_path)
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert "secret" in archive.read("spans.csv").decode()


def test_the_end_takes_typed_words_and_leaves_nothing(tmp_path: Path) -> None:
    run(_FILLED + _END, tmp_path)


def test_the_end_says_what_it_waits_for_and_can_be_cancelled_till_then(tmp_path: Path) -> None:
    run(_FILLED + _END_WAITS, tmp_path)


def test_the_recovery_phrase_is_shown_only_when_asked_for(tmp_path: Path) -> None:
    run(_FILLED + _PHRASE, tmp_path)


def test_what_is_said_of_the_network_is_what_the_system_said(tmp_path: Path) -> None:
    run(_PROOF, tmp_path)


def test_passphrase_and_key_are_changed_and_a_wrong_passphrase_changes_nothing(tmp_path: Path) -> None:
    phrase = run(_FILLED + _KEY, tmp_path).strip()
    supplied = {"WORKTRACKER_PASSPHRASE": "correct horse battery staple"}
    assert json.loads(commanded(tmp_path, "key", "recovery", "--json", **supplied))["phrase"] == phrase


def test_a_new_key_comes_or_does_not_though_window_or_app_close_meanwhile(tmp_path: Path) -> None:
    run(_FILLED + _CLOSED_WHILE_ROTATING, tmp_path)


def test_the_wheel_scrolls_a_page_and_changes_no_field(tmp_path: Path) -> None:
    run(_WHEEL, tmp_path)
