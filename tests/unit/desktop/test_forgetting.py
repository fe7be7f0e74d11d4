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


def test_a_stretch_of_nothing_is_said_to_hold_nothing(tmp_path: Path) -> None:
    run(_STRETCHES, tmp_path)
