"""The Settings page: every setting by its own control, and always what the shell says of it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.desktop.page_script import commanded, run
from worktracker.model.settings import SETTINGS

_ALL = """
import json
from worktracker.model.settings import SETTINGS
page = pages.page("settings")
settings = pages.opened.store.settings
assert page.rows.keys() == SETTINGS.keys()
for name in page.rows:
    row = pages.page("settings").rows[name]  # another page, once another language is chosen
    assert row.value == settings.get(name) == SETTINGS[name].default, name
    assert row.reset.isHidden(), name
    change(row.field)
    pages.settle()
    pages.wait(lambda: settings.get(name) != SETTINGS[name].default, name)
    row = pages.page("settings").rows[name]
    assert row.value == settings.get(name), (name, row.remark.text())
    assert not row.reset.isHidden(), name
print(json.dumps({name: row.value for name, row in pages.page("settings").rows.items()}))
pages.close()
"""

_BACK = """
import json
page = pages.page("settings")
settings = pages.opened.store.settings
before = {name: row.value for name, row in page.rows.items()}
assert before == settings.all()
for name in page.rows:
    pages.page("settings").rows[name].reset.click()
    pages.settle()
    pages.wait(lambda: pages.page("settings").rows[name].reset.isHidden())
print(json.dumps(settings.all()))
pages.close()
"""

_WRONG = """
from PySide6.QtTest import QTest
from worktracker.desktop.settings.catalogue import entry_of
page = pages.page("settings")
settings = pages.opened.store.settings
for name in ("idle-threshold", "keep-active-cap", "keep-titles", "lock-window", "idle-return"):
    row = page.rows[name]
    write(row.field.box.lineEdit(), "soon")
    pages.settle()
    assert settings.get(name) == row.value
    assert entry_of(name).title in row.remark.text() and not row.remark.isHidden(), name
    assert name not in row.remark.text(), "the command's users read that"
    assert row.remark.property("wrong") is True
    assert row.field.box.lineEdit().text() == "soon"  # what was written can be mended
    page.refresh()
    assert row.field.box.lineEdit().text() == "soon"
    write(row.field.box.lineEdit(), "2d" if "keep-t" in name else "1h")
    pages.settle()
    assert row.remark.isHidden() or row.remark.property("wrong") is False
    assert settings.get(name) == ("2d" if "keep-t" in name else "1h")
line = page.rows["idle-threshold"].field.box.lineEdit()
line.setFocus()
write(line, "never")
assert line.text() == "never" and page.back()
assert line.text() == "1h" and page.rows["idle-threshold"].remark.isHidden() and not page.back()
write(line, "never")
page.left.emit()  # another page is turned to
assert line.text() == "1h" and page.rows["idle-threshold"].remark.isHidden()
row = page.rows["hours"]
page._chosen("hours", "mon-fri 09:00-17:00")
assert settings.get("hours") == "mon-fri 09:00-17:00" and "nothing is recorded" in row.remark.text()
write(row.field.lines[5], "10 to 12")
assert settings.get("hours") == "mon-fri 09:00-17:00" and row.remark.property("wrong") is True
write(row.field.lines[5], "10:00-12:00")
assert settings.get("hours") == "mon-fri 09:00-17:00; sat 10:00-12:00", settings.get("hours")
# Two hotkeys can't be one.
page._chosen("pause-hotkey", "ctrl+alt+p")
page._chosen("forget-hotkey", "ctrl+alt+p")
assert settings.get("forget-hotkey") == "off"
assert "pause-hotkey" in page.rows["forget-hotkey"].remark.text()
pages.close()
"""

_FOLLOWED = """
page = pages.page("settings")
row = page.rows["idle-threshold"]
pages.opened.store.settings.set("idle-threshold", "10m")
pages.app.recording.reload()  # as a command has it done
pages.settle()
assert row.value == "10m" and row.field.box.currentText() == "10 minutes", row.field.box.currentText()
window = pages.app.show_page()
assert not window._discreet.on
page.rows["hide-titles"].field.switch.click()
assert window._discreet.on and pages.opened.store.settings.switch("hide-titles")
assert window._unused is None
page._chosen("lock-window", "5m")
assert window._unused is not None
page._chosen("lock-window", "off")
assert window._unused is None
# Titles that were hidden while somebody else was writing stay hidden, and it is kept later.
window._discreet.set(on=False)
other = pages.opened.store.again()
other.connection.execute("BEGIN IMMEDIATE")
window._discreet.set(on=True)
assert not pages.opened.store.settings.switch("hide-titles")
window.follow()
assert window._discreet.on
other.connection.execute("ROLLBACK")
other.close()
window.follow()
assert window._discreet.on and pages.opened.store.settings.switch("hide-titles")
pages.close()
"""

_LANGUAGE = """
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QLabel
from worktracker.desktop.tray.state_window import StateWindow

page = pages.page("settings")
window, menu = pages.app.show_page(), pages.app._menu
state_window = pages.app._presence._window = StateWindow(menu)

def choose(language):
    page = pages.page("settings")
    field = page.rows["language"].field
    field.setFocus()
    field.box.setCurrentIndex(field.box.findData(language))
    page._chosen("language", language)
    pages.settle()

def said():
    pages.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    labels = [label.text() for label in window.findChildren(QLabel)]
    buttons = [state_window._button.text(), state_window._more.text()]
    return [*labels, *[action.text() for action in menu.actions()], *buttons, window.windowTitle()]

before = said()
assert "Quit" in before and "Stopped" in before and "worktracker: settings" in before
bar = page._scroll.verticalScrollBar()
bar.setValue(bar.maximum() // 2)
at = bar.value()
assert at > 0
choose("de")
german = said()
wanted = {"Beenden", "Menü", "Gestoppt", "worktracker: Einstellungen", "Aufzeichnung starten"}
assert wanted <= set(german), german
left = {text for text in german if text in before} - {"", "worktracker", "Browser"}
assert not {"Quit", "Settings", "Window", "Stopped", "Menu"} & left, left
assert QLocale().language() == QLocale.Language.German
now = pages.app.show_page().page
assert now is not page and now.rows["language"].value == "de"
assert now.rows["language"].isAncestorOf(now.focusWidget())
pages.wait(lambda: abs(now._scroll.verticalScrollBar().value() - at) < 60)
window.cover()
pages.opened.store.settings.set("language", "system")
pages.app.recording.reload()  # as a command has it done
pages.settle()
assert window.is_covered and not window.contents.isVisible() and window._cover.isVisible()
window._uncover()
again = said()
assert "worktracker: settings" in again and "Menu" in again and "Quit" in again
assert not (set(german) - set(before)) & set(again)
page = window.page
pages.app.recording.reload()  # nothing new is said: nothing is made anew
pages.settle()
assert window.page is page
pages.close()
"""

_SEARCH = """
page = pages.page("settings")
def seen():
    return {name for name, row in page.rows.items() if row.isVisible()}
assert seen() == set(page.rows)
for name, row in page.rows.items():
    page.search.setText(name)
    assert name in seen(), name
    page.search.setText(row.entry.title.upper())
    assert name in seen(), name
page.search.setText("retention")
assert seen() == {name for name in page.rows if name.startswith("keep-")} - {"keep-active-cap"}, seen()
page.search.setText("no such thing")
assert not seen() and page._nothing.isVisible() and "no such thing" in page._nothing.text()
assert page.back() and seen() == set(page.rows)
assert not page.back()
pages.close()
"""

_LISTS = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from worktracker.desktop.settings.lists import DocumentList, KeepActiveList
page = pages.page("settings")
store = pages.opened.store
apps, patterns = (page.findChild(kind) for kind in (KeepActiveList, DocumentList))
QTest.keyClicks(apps.fields[0], "zoom*")
QTest.keyClick(apps.fields[0], Qt.Key.Key_Return)
assert store.keep_active.all() == ["zoom*"] and apps.fields[0].text() == ""
patterns.fields[0].setText("notes")
patterns.fields[1].setText("^Notes: (.+$")
patterns.add_button.click()
assert not store.document_patterns.all() and patterns._wrong.isVisible()
assert "RE2" in patterns._wrong.text() and "--" not in patterns._wrong.text()
patterns.fields[1].setText("x" * 1025)
patterns.add_button.click()
assert "1024" in patterns._wrong.text().replace(",", "") and "--" not in patterns._wrong.text()
patterns.fields[1].setText("^Notes: (?P<document>.+)$")
patterns.add_button.click()
assert [each.app for each in store.document_patterns.all()] == ["notes"] and not patterns._wrong.isVisible()
for part in (apps, patterns):
    (remove,) = [each for each in part.findChildren(QPushButton) if each.text() == "Remove"]
    remove.click()
assert not store.keep_active.all() and not store.document_patterns.all()
pages.close()
"""

_ERASING = """
from tests.desktop.stored_day import UTC
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.span import Activity, Span, State
store = pages.opened.store
now_ms = pages.app.recording.clock.now().wall_ms
journal = store.journal
begin = now_ms - 100 * DAY_MS
journal.write(Change((Span(begin, begin + 60_000, State.ACTIVE, UTC, Activity("editor", "an old title")),)))
assert journal.flush()
page = pages.page("settings")
for wanted in (False, True):
    page._chosen("keep-titles", "30d")
    pages.settle()
    box = pages.app.newest_box
    assert "1 span" in box.text() or "1 spans" in box.text(), box.text()
    assert store.settings.get("keep-titles") == "365d"
    box.buttons()[0 if box.buttons()[0].text().startswith("&Erase") == wanted else 1].click()
    pages.settle()
    assert store.settings.get("keep-titles") == ("30d" if wanted else "365d")
    assert page.rows["keep-titles"].field.box.currentText() == ("30 days" if wanted else "1 year")
def titles():
    return store.connection.execute("SELECT count(*) FROM span s JOIN activity a ON a.id = s.activity"
        " WHERE a.title IS NOT NULL").fetchone()[0]
pages.wait(lambda: not titles())
pages.close()
"""


def test_every_setting_is_there_and_says_what_the_shell_says(tmp_path: Path) -> None:
    shown = json.loads(run(_ALL, tmp_path))
    assert shown == json.loads(commanded(tmp_path, "settings", "list", "--json"))
    assert all(shown[name] != setting.default for name, setting in SETTINGS.items())
    assert list((tmp_path / "config/autostart").glob("worktracker*.desktop"))
    back = json.loads(run(_BACK, tmp_path))
    assert (
        back
        == json.loads(commanded(tmp_path, "settings", "list", "--json"))
        == {name: setting.default for name, setting in SETTINGS.items()}
    )
    assert not list((tmp_path / "config/autostart").glob("worktracker*.desktop"))


def test_a_wrong_value_changes_nothing_and_what_was_written_stays(tmp_path: Path) -> None:
    run(_WRONG, tmp_path)


def test_what_a_command_changes_is_followed_by_page_and_window(tmp_path: Path) -> None:
    run(_FOLLOWED, tmp_path)


def test_settings_are_found_by_words(tmp_path: Path) -> None:
    run(_SEARCH, tmp_path)


def test_the_two_lists_are_the_ones_of_the_commands(tmp_path: Path) -> None:
    run(_LISTS, tmp_path)


def test_a_shorter_time_is_asked_about_with_its_amount_and_then_erases(tmp_path: Path) -> None:
    run(_ERASING, tmp_path)


def test_another_language_holds_at_once_everywhere(tmp_path: Path) -> None:
    run(_LANGUAGE, tmp_path)
