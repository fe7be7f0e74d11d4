"""What the page of a day changes: each act is told, and what can be undone is undone newest first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from worktracker.app.front import Front
from worktracker.desktop.day.selecting import Held, Stretch
from worktracker.desktop.day.words import stretch_text
from worktracker.desktop.forgetting import Forgetting, asked_stretch
from worktracker.desktop.said import said_text
from worktracker.desktop.tray.excluding import Excluding
from worktracker.desktop.window.page import Around
from worktracker.desktop.window.there import while_there
from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.store.assigning import Assigning, Wish


class Acts(QObject):
    """Carries out what is asked of a stretch.

    Args:
        parent: the page, with which it goes.
        around: whose record is changed.
    """

    changed = Signal()
    """Something else is in the record now."""
    told = Signal(str, bool, bool)
    """What was done, whether it can be undone, and whether it is a mistake instead."""

    def __init__(self, parent: QObject, around: Around) -> None:
        super().__init__(parent)
        self._around = around
        self._recording = around.recording
        self._done: list[tuple[int, str]] = []  # changes that this page has made, with what was told of them

    # What can be undone

    def assign(self, held: Held, wish: Wish, what: str) -> None:
        """Say something of a stretch, or of an entry that it is; ``what`` it is, in words."""
        if held.entry is not None:
            number = held.entry
            self._change(lambda to, now_ms: to.label_entry(number, wish, now_ms), what, held)
        else:
            self._change(lambda to, now_ms: to.label(held.start_ms, held.end_ms, wish, now_ms), what, held)

    def add_entry(self, held: Held, wish: Wish) -> None:
        """Write down what was not recorded."""
        zone_at = self._recording.clock.zone_at
        self._change(
            lambda to, now_ms: to.add_entry(held.start_ms, held.end_ms, wish, zone_at, now_ms),
            self.tr("Entry added"),
            held,
        )

    def move_entry(self, number: int, held: Held) -> None:
        """Give an entry the time that is selected."""
        zone_at = self._recording.clock.zone_at
        self._change(
            lambda to, now_ms: to.change_entry(number, held.start_ms, held.end_ms, Wish(), zone_at, now_ms),
            self.tr("Entry moved"),
            held,
        )

    def split_entry(self, held: Held, at_ms: int) -> None:
        """Make two entries of one."""
        number = held.entry
        assert number is not None
        self._change(lambda to, now_ms: to.split_entry(number, at_ms, now_ms), self.tr("Entry split"), held)

    def remove_entry(self, held: Held) -> None:
        """Take an entry back."""
        number = held.entry
        assert number is not None
        self._change(lambda to, now_ms: to.remove_entry(number, now_ms), self.tr("Entry removed"), held)

    def undo(self) -> None:
        """Undo what this page has done last, unless somebody else has changed something since."""
        if not self._done:
            return
        number, what = self._done[-1]

        def back(to: Assigning, _: int) -> None:
            if to.newest_change() != number:
                self._done.clear()
                raise WorkTrackerError(self.tr("Something else was changed since."))
            to.undo()

        if self._tried(back):
            self._done.pop()
            self.told.emit(
                self.tr("Undone: %1").replace("%1", what.replace(", ", "\n", 1)), bool(self._done), False
            )
            self.changed.emit()

    # What can't

    def forget(self, stretch: Stretch) -> None:
        """Erase a stretch for good, after a question."""
        asked = asked_stretch(*stretch)

        def begun() -> None:
            self.told.emit(self.tr("Forgetting…"), False, False)

        around = self._around

        def ended(result: WorkTrackerError | None) -> None:
            self._done.clear()  # what was said of that time is gone, too
            self._tell(result)
            self.changed.emit()

        notify = while_there(self, self._notify, around.notify)
        over = while_there(self, ended, around.tell_failure)
        self._guarded(Forgetting(self._recording, asked, notify, around.open, begun, over).ask)

    def exclude(self, front: Front) -> None:
        """Leave an application or a site out from now on; its past after a question."""
        around = self._around
        notify = while_there(self, self._notify, around.notify)
        changed = while_there(self, self.changed.emit)
        excluding = Excluding(self._recording, front, notify, around.tell, around.open, changed)
        if self._guarded(excluding.begin):
            text = self.tr("%1 is left out from now on.").replace("%1", front.name)
            self.told.emit(text, bool(self._done), False)

    # How

    def _change(self, act: Callable[[Assigning, int], object], what: str, held: Held) -> None:
        """Carry out what can be undone."""
        made: list[int] = []

        def noted(to: Assigning, now_ms: int) -> None:
            act(to, now_ms)
            made.append(to.newest_change() or 0)

        if self._tried(noted):
            when = stretch_text(held.start_ms, held.end_ms)
            self._done += [(number, f"{what}, {when}") for number in made]
            self.told.emit(f"{what}\n{when}", True, False)
            self.changed.emit()

    def _tried(self, act: Callable[[Assigning, int], None]) -> bool:
        """Carry out a change; whether it was possible, which is told otherwise."""
        recording = self._recording
        try:
            if recording.held:
                raise StoreBusyError(self.tr("The record is being rewritten; try again when it is done."))
            recording.settle()
            act(recording.opened.store.assigning, recording.clock.now().wall_ms)
        except WorkTrackerError as error:
            self._tell(error)
            return False
        return True

    def _guarded(self, act: Callable[[], None]) -> bool:
        """Begin an act; whether that was possible, which is told otherwise."""
        try:
            act()
        except WorkTrackerError as error:
            self._tell(error)
            return False
        return True

    def _tell(self, error: WorkTrackerError | None) -> None:
        if error is not None:
            self.told.emit(said_text(error.message), bool(self._done), True)

    def _notify(self, title: str, _: str) -> None:
        self.told.emit(title, bool(self._done), False)
