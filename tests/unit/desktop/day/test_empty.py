"""What the page of a day says where nothing is recorded."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.page_script import run

_EMPTY = """
page = pages.page("day")
pages.settle()
timeline = page._timeline
assert timeline.empty == "Nothing recorded yet. The day will be drawn here.", timeline.empty
page.show_day(timeline.day.number - 3)
pages.settle()
assert timeline.empty == "Nothing was recorded on this day.", timeline.empty
pages.close()
"""


def test_today_says_that_it_will_be_drawn_and_a_day_that_is_over_does_not(tmp_path: Path) -> None:
    run(_EMPTY, tmp_path)
