"""What is said of the recording and of what went wrong: the cover, the small window, questions, notices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from worktracker.app.front import Front
from worktracker.desktop.amounts import amount_text
from worktracker.desktop.forgetting import Forgetting, asked_last
from worktracker.desktop.message import notice
from worktracker.desktop.passphrase_dialog import PassphraseDialog
from worktracker.desktop.said import said_text
from worktracker.desktop.settings.applying import question
from worktracker.desktop.state import Face, Shown
from worktracker.desktop.tray.excluding import Excluding
from worktracker.desktop.tray.menu import Menu
from worktracker.desktop.tray.state_window import StateWindow
from worktracker.errors import StoreUnavailableError
from worktracker.keys.slots import KeyringSlot, KeySlots, SlotSet
from worktracker.model.detail import Detail
from worktracker.store.erase import Forgotten, Reach

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from tests.screenshots.scenes import Stage

Scene = Callable[["Stage"], QWidget]

HOUR_MS = 3_600_000
_TROUBLE = "The record can't be written (the disk is full)."


def cover(stage: Stage) -> QWidget:
    """A window that nobody has used for a while, of a record with a passphrase."""
    window = stage.window("day")
    window.cover()
    return window


def cover_open(stage: Stage) -> QWidget:
    """The same where there is no passphrase to ask for."""
    store_id = stage.app.recording.opened.store.store_id
    window = stage.window("day")
    slots = KeySlots(store_id, SlotSet(keyring=KeyringSlot(store_id)))
    window._recording = _Keyring(slots, window._recording)  # type: ignore[assignment]
    window.cover()
    return window


class _Keyring:
    """A recording whose key lies in the keyring."""

    def __init__(self, slots: KeySlots, recording: object) -> None:
        self.slots = slots
        self._recording = recording

    def __getattr__(self, name: str) -> object:
        return getattr(self._recording, name)


def state(face: Face, *, trouble: str | None = None, note: bool = False) -> Scene:
    """The window's state card."""

    def scene(stage: Stage) -> QWidget:
        window = stage.window("day")
        window.show_state(_shown(stage, face, trouble, note=note))
        return window

    return scene


def small(face: Face, *, trouble: str | None = None, told: bool = False) -> Scene:
    """The small window, in place of the icon."""

    def scene(stage: Stage) -> QWidget:
        shown = StateWindow(Menu())
        shown.show_state(_shown(stage, face, trouble, note=False), "")
        shown.show()
        if told:
            title = _translated("Forget", "Forgotten: %1").replace(
                "%1", amount_text(Forgotten(14, 1_380_000))
            )
            text = _translated("Forget", "From %1 to %2 nothing is left in the file or in its copies.")
            shown.show_notice(title, text.replace("%1", "14:00").replace("%2", "14:23"))
        return shown

    return scene


def passphrase(*, new: bool, remark: str = "") -> Scene:
    """The passphrase is asked for, before there is anything else."""

    def scene(_: Stage) -> QWidget:
        dialog = PassphraseDialog(new=new, remark=remark)
        dialog.show()
        return dialog

    return scene


def box_forget(stage: Stage) -> QWidget:
    """The tray's question before the last hour goes."""
    recording = stage.app.recording
    asked = asked_last(recording, timedelta(hours=1))
    Forgetting(recording, asked, _nothing, stage.app.open, _nothing, _nothing).ask()
    return _newest(stage)


def box_exclude(stage: Stage) -> QWidget:
    """The tray's question about the past of what was left out."""
    front = Front("firefox", "a-very-long-name-of-a-site.example.org")
    app = stage.app
    Excluding(app.recording, front, _nothing, app.tell, app.open, _nothing)._reached(
        Reach(1234, 5 * HOUR_MS, 1)
    )
    return _newest(stage)


def box_retention(stage: Stage) -> QWidget:
    """The question before a shorter time is kept, with the page's buttons."""
    box = question(Detail.TITLES, Forgotten(12_345, 1234 * HOUR_MS))
    box.addButton(_translated("Applying", "&Erase them"), box.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(box.StandardButton.Cancel))
    stage.app.open(box)
    return box


def box_problem(stage: Stage) -> QWidget:
    """What went wrong, with a path that is longer than a line."""
    path = "/home/someone/.local/share/worktracker/store-0123456789abcdef0123456789abcdef.db"
    stage.app.tell(StoreUnavailableError(f"{path} can't be written.", _TROUBLE))
    return _newest(stage)


def box_notice(stage: Stage) -> QWidget:
    """Something that was done."""
    text = _translated("App", "Nothing of worktracker is left here.")
    stage.app.open(notice(_translated("App", "Erased"), text, said_text(_TROUBLE)))
    return _newest(stage)


def _newest(stage: Stage) -> QMessageBox:
    stage.settle()
    box = stage.app.newest_box
    assert box is not None
    return box


def _shown(stage: Stage, face: Face, trouble: str | None, *, note: bool) -> Shown:
    now_ms = stage.app.recording.clock.now().wall_ms
    resume_at_ms = now_ms + HOUR_MS if face is Face.PAUSED else None
    text = "Nothing is recorded until the desktop can be seen again."
    note_text = _translated("State", text) if note else None
    return Shown(face, now_ms - 3 * HOUR_MS, resume_at_ms, said_text(trouble or "") or None, note=note_text)


def _translated(context: str, text: str) -> str:
    return QCoreApplication.translate(context, text)


def _nothing(*_: object) -> None:
    pass


TELLINGS: dict[str, Scene] = {
    "cover": cover,
    "cover-open": cover_open,
    "state-recording": state(Face.RECORDING),
    "state-paused": state(Face.PAUSED),
    "state-idle": state(Face.IDLE, trouble=_TROUBLE),
    "state-waiting": state(Face.WAITING, note=True),
    "small-recording": small(Face.RECORDING),
    "small-paused": small(Face.PAUSED, trouble=_TROUBLE),
    "small-told": small(Face.STOPPED, told=True),
    "passphrase-open": passphrase(new=False, remark="That is not the passphrase."),
    "passphrase-new": passphrase(new=True),
    "box-forget": box_forget,
    "box-exclude": box_exclude,
    "box-retention": box_retention,
    "box-problem": box_problem,
    "box-notice": box_notice,
}
