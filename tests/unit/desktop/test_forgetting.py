"""What is asked before a time is forgotten."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.page_script import run

_STRETCHES = """
from tests.desktop.stored_day import UTC
from worktracker.desktop.forgetting import Forgetting, asked_stretch
from worktracker.model.change import Change
from worktracker.model.span import Activity, Span, State

HOUR = 3_600_000
recording = pages.app.recording
asked = asked_stretch(HOUR, 2 * HOUR)

def said():
    boxes = []
    Forgetting(recording, asked, print, boxes.append, print, print).ask()
    return boxes[0].informativeText()

nothing = said()
assert nothing.startswith("Nothing of that time is in the file."), nothing
change = Change((Span(HOUR, HOUR + 60_000, State.ACTIVE, UTC, Activity("editor")),))
recording.opened.store.journal.write(change)
something = said()
assert something.startswith("1 span, 1 m"), something
pages.close()
"""


_PLANNED = """
from datetime import timedelta
from PySide6.QtWidgets import QApplication, QMessageBox
from worktracker.desktop.forgetting import Forgetting, asked_last
from worktracker.store.assigning import Wish

recording = pages.app.recording
clock, assigning = recording.clock, recording.opened.store.assigning
tomorrow = clock.now().wall_ms + 24 * 3_600_000
assigning.add_entry(tomorrow, tomorrow + 60_000, Wish(None, None, (), "Fair"), clock.zone_at, 0)
boxes = []
Forgetting(recording, asked_last(recording, timedelta(hours=1)), print, boxes.append, print, print).ask()
words = boxes[0].informativeText()
assert words.startswith("Nothing recorded since"), words

page = pages.page("privacy")
page.forget._want(page.forget._last_quarter)
pages.settle()
asked = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox)]
(box,) = [each for each in asked if each.isVisible()]
assert "Nothing" in box.informativeText(), box.informativeText()
box.reject()
pages.close()
"""


def test_what_is_planned_is_none_of_the_last_hour(tmp_path: Path) -> None:
    run(_PLANNED, tmp_path)


def test_a_stretch_of_nothing_is_said_to_hold_nothing(tmp_path: Path) -> None:
    run(_STRETCHES, tmp_path)
