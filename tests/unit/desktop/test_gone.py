"""What was asked, or is done, when the widgets that wait for it are gone; and a record that can't be read."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.desktop.page_script import run

_SETUP = """
import threading
from PySide6.QtCore import QEvent
from worktracker.errors import WorkTrackerError
bugs, told, noticed = [], [], []

def note(*bug):  # the app ends then
    bugs.append(bug)
    sys.__excepthook__(*bug)

sys.excepthook = note
recording, store = pages.app.recording, pages.opened.store
pages.app.tell, pages.app.notify = told.append, lambda title, text: noticed.append(title)

def delete():
    pages.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

def close():
    pages.app.show_page().close()
    delete()

def end():
    pages.settle()
    assert not bugs, bugs
    pages.close()
"""

_FILLED = """
from tests.desktop.stored_day import UTC
from worktracker.model.change import Change
from worktracker.model.span import Activity, Span, State
at = recording.clock.now().wall_ms - 3_600_000
activity = Activity("mail", "Inbox of someone@mail.example")
journal = store.journal
journal.write(Change((Span(at, at + 60_000, State.ACTIVE, UTC, activity),)))
assert journal.flush()
"""

_DAY_START = """
page = pages.page("settings")
recording._erasing._turn.acquire()  # it takes as long as is wished
page._chosen("day-start", "04:00")
assert recording.held
close()
recording._erasing._turn.release()
pages.wait(lambda: not recording.held)
assert store.settings.get("day-start") == "04:00" and not told
end()
"""

_LEAKS = """
from PySide6.QtWidgets import QPushButton
from worktracker.desktop.privacy.proposed_rule import ProposedRule
page = pages.page("privacy")

def look():
    page.leaks.look.click()
    delete()

def add():
    (line,) = page.leaks.findChildren(ProposedRule)
    line.findChild(QPushButton).click()

def titles():
    return store.connection.execute("SELECT count(*) FROM activity WHERE title LIKE '%someone%'").fetchone()

look()
pages.settle()
recording.long_reading.hold()
add()
look()  # while it is counted
recording.long_reading.release()
pages.settle()
assert pages.app.newest_box is None and not bugs, bugs
add()
pages.settle()
look()  # while it is asked
pages.settle()
recording._erasing._turn.acquire()
(wanted,) = [each for each in pages.app.newest_box.buttons() if "erase from 1 span" in each.text()]
wanted.click()
assert recording.held and not bugs, bugs
look()  # while it is erased
recording._erasing._turn.release()
pages.wait(lambda: not recording.held)
assert titles() == (0,) and [rule for rule in store.rules.all() if rule.regex] and not told
end()
"""

_PROGRESS = """
page = pages.page("reports")
progress = page._progress.begin()
close()
thread = threading.Thread(target=progress, args=(0.5,))
thread.start()
thread.join()
pages.settle()
end()
"""

_ARCHIVE = """
from worktracker.desktop.privacy.leaving_card import my_data_paper
page = pages.page("privacy")
target = Path(sys.argv[1]).parent / "mine.zip"
page.leaving.bar.write(my_data_paper(recording), target)
close()
pages.wait(lambda: noticed)
assert noticed == ["Exported: everything"] and target.exists() and not told
end()
"""

_UNREADABLE = """
from PySide6.QtCore import QEvent
from worktracker.desktop.window.pages import NAMES
window = pages.app.show_page()
shown = {name: pages.page(name) for name in NAMES}
before = shown["settings"].rows["idle-threshold"].value
store.settings.set("idle-threshold", "7m")
store.connection.set_progress_handler(lambda: 1, 1)  # as a disk that can't be read does
try:
    store.settings.get("idle-threshold")
except WorkTrackerError as error:
    trouble = error.message
else:
    raise AssertionError("it was read")
for name, page in shown.items():
    window._show_trouble(None)
    window.turn_to(name)
    pages.settle()
    assert trouble in window.contents.foot.wrong.text(), name
    assert window.contents.foot.wrong.isVisible(), name
    window.refresh()
    window._keep_up()
    page.go_on(page)
    pages.settle()
assert shown["settings"].rows["idle-threshold"].value == before
window.show_state(pages.app._state())
window.follow()
shown["day"].show_day(20_000)
shown["day"]._choose_day()
shown["reports"].back()
shown["reports"]._show_question()
shown["rules"].turn_to(1)
shown["privacy"].kept.refresh()
pages.app.refresh()
pages.application.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
pages.settle()
assert not bugs, bugs
store.connection.set_progress_handler(None, 1)
window.turn_to("settings")
window.contents.page.making.finish()
pages.app.refresh()
window.refresh()
pages.settle()
assert window.contents.page.rows["idle-threshold"].value == "7m"
assert not window.contents.foot.wrong.isVisible()
end()
"""

_LOCK = """
store.settings.set("lock-window", "5m")
page = pages.page("settings")
window = pages.app.show_page()
timer = window._unused._timer
left_ms = timer.remainingTime()
pages.wait(lambda: timer.remainingTime() < left_ms)
recording.followers.tell()  # a setting was changed elsewhere: nobody has used the window
assert window._unused._timer is timer and timer.remainingTime() < left_ms
store.settings.set("lock-window", "3m")
recording.followers.tell()
assert window._unused._timer is timer and timer.remainingTime() < 200_000
store.settings.set("lock-window", "off")
recording.followers.tell()
assert window._unused is None
end()
"""


def test_a_setting_is_kept_though_its_window_closes_while_days_are_counted_anew(tmp_path: Path) -> None:
    run(_SETUP + _DAY_START, tmp_path)


def test_a_look_for_private_things_may_come_at_any_moment_of_the_one_before(tmp_path: Path) -> None:
    run(_SETUP + _FILLED + _LEAKS, tmp_path)


def test_nobody_hears_how_far_a_question_of_a_closed_window_has_come(tmp_path: Path) -> None:
    run(_SETUP + _PROGRESS, tmp_path)


def test_the_archive_is_written_to_its_end_though_the_window_closes(tmp_path: Path) -> None:
    run(_SETUP + _FILLED + _ARCHIVE, tmp_path)
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert "mail" in archive.read("spans.csv").decode()


def test_every_page_stays_at_what_it_knows_of_a_record_that_cannot_be_read(tmp_path: Path) -> None:
    run(_SETUP + _FILLED + _UNREADABLE, tmp_path)


def test_only_use_puts_off_the_hiding_of_a_window(tmp_path: Path) -> None:
    run(_SETUP + _LOCK, tmp_path)
