"""Another language that comes while the window is only being made."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.page_script import run

_EMPTY = """
from worktracker.desktop.translation import follow_language
bugs = []
sys.excepthook = lambda *bug: (bugs.append(bug), sys.__excepthook__(*bug))
shown = pages.app._window
shown._prepare()  # what comes before it is in sight
follow_language(pages.application, "de")
pages.wait(lambda: True)
window = pages.app.show_page("settings")
pages.settle()
assert not bugs and window.page.window_title == "Einstellungen", window.page.window_title
pages.close()
"""


def test_the_window_that_is_being_made_speaks_the_new_language(tmp_path: Path) -> None:
    run(_EMPTY, tmp_path)
