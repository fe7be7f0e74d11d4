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
from worktracker.store.kept import Held, kept
cells = {(held, column): cell.text() for (held, column), cell in page.kept._cells.items()}
found = kept(store.connection)
assert cells[None, 2] == "5" == str(found.spans)
for held, amount in found.details.items():
    assert (cells[held, 1], cells[held, 2]) == (str(amount.different), str(amount.spans)), held
assert "1 m" in page.kept._private.text()
assert str(store.path) == page.place._record.text()
assert "passphrase" in page.place._key.text()
assert pages.app.show_page().contents.foot.words.text().count("network")
print(json.dumps({held: [amount.different, amount.spans] for held, amount in found.details.items()}))
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
page.forget.end.setDateTime(QDateTime.fromMSecsSinceEpoch(now_ms - 280 * 60_000))
page.forget.range_button.click()
pages.settle()
chosen("Forget 1 span")
pages.wait(lambda: not pages.app.recording.held)
assert apps() == ["mail"]
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

_WRITTEN = """
target = Path(sys.argv[1]).parent / "mine.zip"
page.leaving.write(target)
pages.settle()
assert target.is_file() and str(target) in page.leaving._remark.text()
broken_off = target.with_name("broken-off.zip")
page.leaving.write(broken_off)
page.leaving._cancel.click()
pages.settle()
assert not broken_off.exists() and "Nothing was written" in page.leaving._remark.text()
pages.close()
"""

_END = """
from worktracker.desktop.privacy.end_dialog import EndDialog
home = Path(sys.argv[1])
(button,) = [each for each in page.leaving.findChildren(type(page.leaving._export)) if "Erase" in each.text()]
button.click()
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


def test_the_recovery_phrase_is_shown_only_when_asked_for(tmp_path: Path) -> None:
    run(_FILLED + _PHRASE, tmp_path)


def test_what_is_said_of_the_network_is_what_the_system_said(tmp_path: Path) -> None:
    run(_PROOF, tmp_path)
