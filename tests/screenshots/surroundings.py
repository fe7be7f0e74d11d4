"""What surrounds the window: the first run, the question after an absence, the menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from tests.screenshots.ways import kept_in_keyring
from worktracker.app.agreement import VERSION
from worktracker.app.browser_manifests import BROWSERS
from worktracker.app.coming_back import Absence
from worktracker.desktop.first_run import dialog
from worktracker.desktop.first_run.dialog import FirstRun
from worktracker.desktop.idle_return import question as asking
from worktracker.desktop.idle_return.question import Question
from worktracker.desktop.state import Face, Shown, state_line
from worktracker.desktop.tray.menu import Menu
from worktracker.store.settings import Agreement

if TYPE_CHECKING:
    from tests.screenshots.scenes import Stage

HOUR_MS = 3_600_000


def first_run(page: int, *deeds: str, agreed: int | None = None) -> Callable[[Stage], QWidget]:
    """The first run at a page, where there is a keyring, after these buttons of the last were pressed."""

    def scene(stage: Stage) -> QWidget:
        store = stage.app.recording.opened.store
        store.connection.execute("DELETE FROM agreement")
        if agreed is not None:
            store.agreements.add(Agreement(agreed, 1_700_000_000_000))
        dialog.found_browsers = lambda _: [each for each in BROWSERS if each.key in ("chromium", "firefox")]
        with kept_in_keyring(stage):
            shown = FirstRun(stage.app.recording)
        shown.show()
        for _ in range(page):
            shown._go_on()
        for deed in deeds:
            stage.settle()
            assert shown._key is not None
            recovery = shown._key._recovery
            {"passphrase": shown._key._ways.button(1), "show": recovery._show, "ask": recovery._written}[
                deed
            ].click()
        return shown

    return scene


def question(
    hours: float, *, after: str | None = "LibreOffice Writer", kept: bool = False
) -> Callable[[Stage], QWidget]:
    """The question after an absence of so many hours."""

    def scene(stage: Stage) -> QWidget:
        store = stage.app.recording.opened.store
        end_ms = stage.app.recording.clock.now().wall_ms
        if stage.record != "ten-years":  # the record of ten years is others' too
            for name in ("Website", "Annual report 2026 for the board of the foundation"):
                if name not in [each.name for each in store.projects.all().values()]:
                    store.projects.add(name)
        shown = Question(
            stage.app.recording, Absence(end_ms - round(hours * HOUR_MS), end_ms, after), lambda: None
        )
        shown.appear()
        if kept:
            asking.keep_as = lambda *_: 1  # nothing is written, so that the next picture shows the same
            shown._note.setText("Call with the printers")
            shown._keep.click()
        return shown

    return scene


def menu(face: Face) -> Callable[[Stage], QWidget]:
    """The icon's menu."""

    def scene(stage: Stage) -> QWidget:
        shown = Menu()
        shown.show_state(face, state_line(Shown(face, None), round(3.2 * HOUR_MS), "Website"))
        shown.offer_exclusion("example.org")
        shown.offer_projects(["Website", "Annual report"], "Website")
        shown.popup(shown.pos())
        stage.settle()
        assert isinstance(shown, QMenu)
        return shown

    return scene


SURROUNDINGS: dict[str, Callable[[Stage], QWidget]] = {
    "first-run-1": first_run(0),
    "first-run-2": first_run(1),
    "first-run-3": first_run(2),
    "first-run-3-passphrase": first_run(2, "passphrase"),
    "first-run-3-phrase": first_run(2, "show"),
    "first-run-3-check": first_run(2, "show", "ask"),
    "first-run-newer": first_run(0, agreed=VERSION - 1),
    "away": question(0.7),
    "away-kept": question(0.7, kept=True),
    "away-night": question(13.4),
    "menu": menu(Face.RECORDING),
}
