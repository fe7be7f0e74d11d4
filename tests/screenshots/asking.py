"""What is asked and offered besides: questions of the pages and the tray, and what opens from a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from tests.screenshots.ways import kept_in_keyring
from worktracker.app.backups import CopiesAwayError
from worktracker.app.end_of_all import End
from worktracker.desktop.ending import Ending
from worktracker.desktop.forgetting import Forgetting, asked_last, asked_stretch
from worktracker.desktop.said import said_text
from worktracker.desktop.state import Face
from worktracker.desktop.tray.menu import TODAY, Menu
from worktracker.errors import WorkTrackerError
from worktracker.store.erase import Forgotten, Reach

if TYPE_CHECKING:
    from tests.screenshots.scenes import Stage
    from worktracker.desktop.day.page import DayPage
    from worktracker.desktop.settings.page import SettingsPage

Scene = Callable[["Stage"], QWidget]

HOUR_MS = 3_600_000
_LONG_NAME = "Annual report 2026 for the board of the foundation"
_AWAY = CopiesAwayError(
    "It is gone from the record, but not from the copies in /media/stick/copies, which is not there now.",
    "Connect it and run worktracker forget --last 1h (lost for good: worktracker backup abandon DIR)",
)


def _nothing(*_: object) -> None:
    pass


def _box(stage: Stage) -> QWidget:
    stage.settle()
    box = stage.app.newest_box
    assert box is not None
    return box


# -- Questions and notices --------------------------------------------------------------------------


def forget_today(stage: Stage) -> QWidget:
    """The tray's question before today goes."""
    recording = stage.app.recording
    Forgetting(recording, asked_last(recording, TODAY), _nothing, stage.app.open, _nothing, _nothing).ask()
    return _box(stage)


def forget_stretch(stage: Stage) -> QWidget:
    """The day's question before a stretch of it goes, of which there is nothing."""
    recording, now_ms = stage.app.recording, stage.app.recording.clock.now().wall_ms
    asked = asked_stretch(now_ms - 2 * HOUR_MS, now_ms - HOUR_MS)
    Forgetting(recording, asked, _nothing, stage.app.open, _nothing, _nothing).ask()
    return _box(stage)


def forgotten_away(stage: Stage) -> QWidget:
    """It is forgotten, but for copies that are not there."""
    recording, now_ms = stage.app.recording, stage.app.recording.clock.now().wall_ms
    asked = asked_stretch(now_ms - 2 * HOUR_MS, now_ms - HOUR_MS)
    Forgetting(recording, asked, _nothing, stage.app.open, _nothing, _nothing)._done(_AWAY)
    return _box(stage)


def forget_named(found: Forgotten) -> Scene:
    """The privacy page's question before an application goes."""

    def scene(stage: Stage) -> QWidget:
        from worktracker.desktop.privacy.forget_card import ForgetCard, Wanted
        from worktracker.privacy.rules import Action, Rule
        from worktracker.store.erase import Selection

        (card,) = stage.window("privacy").page.findChildren(ForgetCard)
        rule = Rule(Action.DROP, app="thunderbird")
        card._ask(Wanted(Selection(rule=rule), "thunderbird"), found)
        return _box(stage)

    return scene


def proposed_rule(stage: Stage) -> QWidget:
    """The question before a rule is added for what was found."""
    from tests.screenshots.scenes import privacy_all
    from worktracker.desktop.privacy.proposed_rule import ProposedRule

    window = privacy_all(stage)
    window.findChildren(ProposedRule)[-1]._ask(Reach(1234, 5 * HOUR_MS, 3))
    return _box(stage)


def ending(deed: Callable[[Ending], None]) -> Scene:
    """The end of everything."""

    def scene(stage: Stage) -> QWidget:
        recording = stage.app.recording
        deed(Ending(recording.home, "", [], cast("Any", recording.loop), stage.app.open, _nothing))
        return _box(stage)

    return scene


def take_back(stage: Stage) -> QWidget:
    """The question before a permission is taken back."""
    from tests.screenshots.scenes import sharing_granted
    from worktracker.desktop.sharing.grant_card import GrantCard

    cards = sharing_granted(stage).findChildren(GrantCard)
    if not cards:  # nothing is granted in this record
        return stage.window("sharing")
    cards[-1]._ask()
    return _box(stage)


def remove_category(stage: Stage) -> QWidget:
    """The question before a category goes that was given by hand."""
    from worktracker.store.categories import Removed

    part: Any = _rules_part(stage, 0)
    nodes = part._found.nodes
    if not nodes:  # none yet
        return part.window()
    part._removal(Removed((max(nodes, key=lambda node: len(node.path)).category,), (), said_by_hand=True))
    return _box(stage)


def remove_project(stage: Stage) -> QWidget:
    """The question before a project goes that was given by hand."""
    part: Any = _rules_part(stage, 1)
    projects = stage.app.recording.opened.store.projects.all()
    if not projects:
        return part.window()
    part._removal((next(iter(projects)), True))
    return _box(stage)


def _rules_part(stage: Stage, number: int) -> object:
    page: Any = stage.window("rules").page
    page.turn_to(number)
    stage.settle()
    return page.part


def passphrase_set(stage: Stage) -> QWidget:
    """The first passphrase, too short."""
    from worktracker.desktop.privacy.passphrase_change import PassphraseChange

    page = stage.window("privacy").page
    with kept_in_keyring(stage):
        dialog = PassphraseChange(page, _nothing)
    dialog.first.setText("horse")
    dialog.show()
    return dialog


def passphrase_refused(stage: Stage) -> QWidget:
    """The present passphrase was another."""
    from tests.screenshots.scenes import privacy_passphrase
    from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

    dialog: Any = privacy_passphrase(stage)
    dialog.second.setText(dialog.first.text())
    dialog._refuse(KeyUnavailableError(KeyTrouble.WRONG_PASSPHRASE))
    return dialog


def cover_wrong(stage: Stage) -> QWidget:
    """What was typed was not the passphrase."""
    window = stage.window("day")
    window.cover()
    cover: Any = window._cover
    cover.tried(False)
    return window


# -- What opens from a button -----------------------------------------------------------------------


def menu(which: str) -> Scene:
    """One of the menus of the icon: whole as it is when stopped, or one of those in it."""

    def scene(stage: Stage) -> QWidget:
        shown = Menu()
        face = Face.PAUSED if which == "trouble" else Face.RECORDING
        trouble = said_text("The record can't be written (the disk is full).") if which == "trouble" else None
        shown.show_state(face, "worktracker", trouble)
        shown.offer_projects(["Website", _LONG_NAME], "Website")
        opened = {"trouble": shown, "working": shown._working, "forget": shown._more}[which]
        opened.popup(QPoint())
        stage.settle()
        _kept.append(shown)
        return opened

    return scene


_kept: list[QWidget] = []
"""Menus that the one in sight is a part of."""


def _opened(stage: Stage, opened: QMenu) -> QWidget:
    opened.popup(QPoint())
    stage.settle()
    return opened


def pauses(stage: Stage) -> QWidget:
    """The window's choice of pauses."""
    window: Any = stage.window("day")
    from worktracker.desktop.window.sidebar import StateCard

    return _opened(stage, window.findChild(StateCard)._pauses)


def day_exclude(stage: Stage) -> QWidget:
    """What may be left out of a stretch, from the day."""
    page = cast("DayPage", stage.window("day").page)
    if stage.record == "ten-years":
        newest = stage.app.recording.opened.store.reader.newest_end_ms()
        page.show_day((newest or 0) // 86_400_000)
        stage.settle()
    pieces = page._timeline.day.pieces if page._timeline.day else ()
    if not pieces:
        return page.window()
    page._select((pieces[0].start_ms, pieces[-1].end_ms))
    stage.settle()
    return _opened(stage, page._stretch._exclude.menu())


def reports_exports(stage: Stage) -> QWidget:
    """Every format of a report."""
    page: Any = stage.window("reports").page
    page._fill_menu()
    return _opened(stage, page._export_menu)


def reports_filters(stage: Stage) -> QWidget:
    """Every filter of a report."""
    page: Any = stage.window("reports").page
    return _opened(stage, page.filters._menu)


def reports_values(stage: Stage) -> QWidget:
    """The values of a filter that fit what is typed."""
    window = stage.window("reports")
    page: Any = window.page
    page.filters.begin("category")
    stage.settle()
    field = page.filters._field
    field.lineEdit().setText("w")
    field.completer().setCompletionPrefix("w")
    field.completer().complete()
    stage.settle()
    return field.completer().popup()


def reports_calendar(stage: Stage) -> QWidget:
    """A month in a field of a date."""
    from worktracker.desktop.reports.controls import DayField

    field = stage.window("reports").page.findChildren(DayField)[0]
    field._make_months()
    assert field._months is not None
    field._months.show()
    stage.settle()
    return field._months


def reports_exported(stage: Stage) -> QWidget:
    """A file was written."""
    window = stage.window("reports")
    bar: Any = window.page.export_bar  # type: ignore[attr-defined]
    for part in (bar._bar, bar._cancel):  # as at the end of an export
        part.hide()
    bar._say("Exported", "/home/someone/Documents/a-folder-with-a-long-name/worktracker-week.csv")
    stage.settle()
    return window


def settings_choice(stage: Stage) -> QWidget:
    """The values of a setting."""
    page = cast("SettingsPage", stage.window("settings").page)
    box: Any = page.rows["record-urls"].field
    box = getattr(box, "box", box)
    box.showPopup()
    stage.settle()
    return box.view().window()


ASKING: dict[str, Scene] = {
    "box-forget-today": forget_today,
    "box-forget-stretch": forget_stretch,
    "box-forgotten-away": forgotten_away,
    "box-forget-named": forget_named(Forgotten(12_345, 1234 * HOUR_MS)),
    "box-forget-nothing": forget_named(Forgotten(0, 0)),
    "box-proposed-rule": proposed_rule,
    "box-end-waits": ending(Ending._say_that_it_waits),
    "box-end-cancelled": ending(Ending._cancelled_in_time),
    "box-end-left": ending(
        lambda end: end._erased(End([], ["/home/someone/.cache/worktracker: Permission denied"]))
    ),
    "box-take-back": take_back,
    "box-remove-category": remove_category,
    "box-remove-project": remove_project,
    "box-error": lambda stage: (
        stage.app.tell(WorkTrackerError("The record is being rewritten.", "Try again.")) or _box(stage)
    ),
    "privacy-passphrase-set": passphrase_set,
    "privacy-passphrase-refused": passphrase_refused,
    "cover-wrong": cover_wrong,
    "menu-trouble": menu("trouble"),
    "menu-working": menu("working"),
    "menu-forget": menu("forget"),
    "state-pauses": pauses,
    "day-exclude": day_exclude,
    "reports-exports": reports_exports,
    "reports-filters": reports_filters,
    "reports-values": reports_values,
    "reports-calendar": reports_calendar,
    "reports-exported": reports_exported,
    "settings-choice": settings_choice,
}
