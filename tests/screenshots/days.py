"""The states of the page of a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from worktracker.desktop.day.day_chooser import DayChooser
from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.sums import By
from worktracker.desktop.state import Face, Shown
from worktracker.model.days import weekday
from worktracker.store.assigning import Wish

if TYPE_CHECKING:
    from tests.screenshots.scenes import Stage
    from worktracker.desktop.day.page import DayPage

HOUR_MS = 3_600_000


def _page(stage: Stage) -> DayPage:
    page: DayPage = stage.window("day").page  # type: ignore[assignment]
    newest = stage.app.recording.opened.store.reader.newest_end_ms()
    if stage.record == "ten-years" and newest is not None:
        page.show_day(newest // 86_400_000)
        stage.settle()
    return page


def _day(page: DayPage) -> Day:
    assert page._timeline.day is not None
    return page._timeline.day


def day(stage: Stage) -> QWidget:
    """The newest day."""
    return _page(stage).window()


def friday(stage: Stage) -> QWidget:
    """A whole day of work: the newest Friday that is over, as it stands in the README."""
    page = _page(stage)
    newest = stage.app.recording.opened.store.reader.newest_end_ms()
    if newest is not None:
        today = newest // (24 * HOUR_MS)
        page.show_day(today - ((weekday(today) - 4) % 7 or 7))
        stage.settle()
    window = stage.window("day")
    window.show_state(Shown(Face.RECORDING, stage.app.recording.clock.now().wall_ms - 3 * HOUR_MS))
    stage.settle()
    return window


def selected(stage: Stage) -> QWidget:
    """A stretch of the day with its card, and a goal for the day."""
    if stage.record != "ten-years":  # figures are taken of that one, too
        stage.app.recording.opened.store.settings.set("daily-goal", "mon-sun 8h")
    page = _page(stage)
    day = _day(page)
    if day.pieces:
        at = len(day.pieces) // 3
        page._select((day.pieces[at].start_ms, day.pieces[at + 25].end_ms))
        page._deed.tell("Project server\n10:15 – 10:38 · 23 m", True, False)
    stage.settle()
    return page.window()


def close(stage: Stage) -> QWidget:
    """Half an hour of the day, with all that there was in the list."""
    page = _page(stage)
    day = _day(page)
    if day.pieces:
        at = len(day.pieces) // 2
        page._list.show_all()
        page._timeline.zoom_to(day.pieces[at].start_ms, day.pieces[at].start_ms + HOUR_MS // 2)
        page._select((day.pieces[at].start_ms, day.pieces[at].end_ms))
    stage.settle()
    return page.window()


def gap(stage: Stage) -> QWidget:
    """A gap that can be filled, beside an entry that was written by hand."""
    page = _page(stage)
    day = _day(page)
    begin = day.edges[-1] if day.edges else day.begin_ms + 9 * HOUR_MS
    store, zone_at = stage.app.recording.opened.store, stage.app.recording.clock.zone_at
    known = store.assigning.entries(begin - HOUR_MS, begin + HOUR_MS)
    if known:
        begin = known[0].start_ms
    elif stage.record != "ten-years":
        wish = Wish(
            next(iter(day.categories), None), next(iter(day.projects), None), ("call",), "Planning with Ana"
        )
        store.assigning.add_entry(begin, begin + HOUR_MS // 2, wish, zone_at, 0)
    page.refresh()
    stage.settle()
    page._select((begin + HOUR_MS // 2, begin + HOUR_MS))
    stage.settle()
    return page.window()


def entry(stage: Stage) -> QWidget:
    """An entry that was written by hand, selected."""
    window = gap(stage)
    page = _page(stage)
    entry = next((piece for piece in _day(page).pieces if piece.entry is not None), None)
    if entry is not None:
        page._select((entry.start_ms, entry.end_ms))
        page._stretch._split.setChecked(True)
    stage.settle()
    return window


def apps(stage: Stage) -> QWidget:
    """Where it went by application, and everything whole in sight."""
    page = _page(stage)
    page._shares.show_by(By.APP)
    page._list.show_all()
    stage.settle()
    return page.window()


def before(stage: Stage) -> QWidget:
    """A day before the record begins."""
    page = _page(stage)
    page.show_day((_day(page).first_day or _day(page).number) - 3)
    stage.settle()
    return page.window()


def search(stage: Stage) -> QWidget:
    """What was found in all days."""
    page = _page(stage)
    page._field.setText("border")
    page._search._begin()
    while stage.app.recording.long_reading.is_busy:
        stage.settle()
    return page.window()


def calendar(stage: Stage) -> QWidget:
    """A month to choose a day from."""
    page = _page(stage)
    page._choose_day()
    stage.settle()
    return page.findChildren(DayChooser)[-1]


DAYS: dict[str, Callable[[Stage], QWidget]] = {
    "day": day,
    "day-friday": friday,
    "day-selected": selected,
    "day-close": close,
    "day-apps": apps,
    "day-before": before,
    "day-search": search,
    "day-chooser": calendar,
}
ENTRIES: dict[str, Callable[[Stage], QWidget]] = {
    "day-gap": gap,
    "day-entry": entry,
}
"""To be taken last: of an empty record something is written in them."""
