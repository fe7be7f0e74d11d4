"""The page of reports: each view, a step further in, filters, a comparison, and nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from worktracker.desktop.reports.answers import View
from worktracker.desktop.reports.page import ReportsPage
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.ranges import Preset
from worktracker.reports.filtered import Only
from worktracker.reports.report import By

if TYPE_CHECKING:
    from tests.screenshots.scenes import Stage

Scene = Callable[["Stage"], QWidget]


def at(place: Place, view: View = View.BARS) -> Scene:
    """A question in one of the views."""

    def show(stage: Stage) -> QWidget:
        window = stage.window("reports")
        page = window.page
        assert isinstance(page, ReportsPage)
        page.show_place(place, view)
        stage.settle()
        return window

    return show


def inside(stage: Stage) -> QWidget:
    """Two steps further in: the first category, then its first application."""
    window = at(Place(Preset.THIS_MONTH))(stage)
    page = window.page  # type: ignore[attr-defined]
    assert isinstance(page, ReportsPage)
    for _ in range(2):
        found = next((line.inside for line in page.lines if line.inside), None)
        if found is not None:
            page.go_in(found)
            stage.settle()
    return window


def adding(stage: Stage) -> QWidget:
    """A filter about to be added beside another, on the way into a category."""
    window = at(Place(Preset.LAST_MONTH, By.APP, Only(category="Work", hour=10), before=True))(stage)
    page = window.page  # type: ignore[attr-defined]
    assert isinstance(page, ReportsPage)
    page.filters.begin("domain")
    stage.settle()
    return window


def exporting(stage: Stage) -> QWidget:
    """A file half written."""
    window = at(Place(Preset.THIS_YEAR, By.MONTH, before=True))(stage)
    page = window.page  # type: ignore[attr-defined]
    assert isinstance(page, ReportsPage)
    page.export_bar.show_progress("worktracker-month-2026-01-01-to-2026-12-31.csv", 0.42)
    return window


REPORTS: dict[str, Scene] = {
    "reports": at(Place(Preset.THIS_WEEK)),
    "reports-apps": at(Place(Preset.THIS_MONTH, By.APP, before=True)),
    "reports-trend": at(Place(Preset.THIS_MONTH), View.TREND),
    "reports-share": at(Place(Preset.THIS_MONTH, By.APP, idle=True), View.SHARE),
    "reports-hours": at(Place(Preset.ALL), View.HOURS),
    "reports-titles": at(Place(Preset.LAST_MONTH, By.TITLE, Only(app="firefox*", category="Work"))),
    "reports-days": at(Place(Preset.THIS_MONTH, By.DAY)),
    "reports-inside": inside,
    "reports-filter": adding,
    "reports-export": exporting,
    "reports-years": at(Place(Preset.ALL), View.TREND),
}
