"""Changes that the page makes: one at a time, beside the recording; what was done can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from worktracker.app.erasing import BrokenOffError, Deed, purge_reached
from worktracker.app.rule_changes import Changed
from worktracker.desktop.rules.deed_bar import DeedBar
from worktracker.desktop.rules.undoing import Step, Undoing
from worktracker.desktop.said import said_text
from worktracker.desktop.window.page import Around
from worktracker.desktop.window.there import while_there
from worktracker.errors import UsageError, WorkTrackerError
from worktracker.privacy.rules import Rule
from worktracker.store.erase import Forgotten
from worktracker.store.store import Store

Act = Callable[[Store], Changed]
Then = Callable[[Changed], None]
Failed = Callable[[WorkTrackerError], None]


@dataclass(frozen=True, slots=True)
class _Wish:
    """One change that was asked for.

    Attributes:
        doing: what is said while it goes on.
        work: changes, on another thread.
        finish: hears what came of it.
        failed: hears why nothing did.
        rewrites: the whole file is rewritten by it, so that nobody may read meanwhile.
    """

    doing: str
    work: Callable[[Store], Any]
    finish: Callable[[Any], None]
    failed: Failed = lambda _: None
    rewrites: bool = False


class Desk(QObject):
    """Carries out what the parts of the page ask for, also when the window is closed meanwhile.

    Args:
        around: the window.
        bar: says what is done.
    """

    changed = Signal()
    """Something was changed, or could not be: what is shown has to be read anew."""

    def __init__(self, around: Around, bar: DeedBar) -> None:
        super().__init__(bar)
        self._around = around
        self._bar = bar
        self._undoing = Undoing()
        self._deed: Deed | None = None
        self._waiting: list[_Wish] = []
        bar.undo_asked.connect(self.undo)
        bar.cancel_asked.connect(self.break_off)
        around.discreet.changed.connect(self._be_discreet)

    @property
    def is_busy(self) -> bool:
        """Whether something is being changed."""
        return self._deed is not None

    def now_ms(self) -> int:
        """What the clock says, milliseconds UTC."""
        return self._around.recording.clock.now().wall_ms

    def change(
        self,
        doing: str,
        done: str,
        act: Act,
        then: Then | None = None,
        failed: Failed = lambda _: None,
        more: Callable[[Changed], str] = lambda _: "",
    ) -> None:
        """Change the record.

        Args:
            doing: what is said while it goes on.
            done: what is said when it is done.
            act: changes, on another thread.
            then: hears what came of it.
            failed: hears why nothing did.
            more: what is said besides of what came of it; an empty text for nothing.
        """

        discreet = self._around.discreet
        made_openly = not discreet.on

        def finish(result: Changed) -> None:
            if result.undo is not None:
                self._undoing.add(Step(done, result.undo))
            hidden = made_openly and discreet.on  # the words are of before titles were hidden
            said = self.tr("Done") if hidden else ". ".join(filter(None, (done, more(result))))
            self._bar.show_done(said, can_undo=result.undo is not None)
            if then is not None:
                then(result)

        self._begin(_Wish(doing, act, finish, failed))

    def undo(self) -> None:
        """Take the newest change back."""
        step = self._undoing.newest
        if step is None or self.is_busy:
            return

        def finish(_: None) -> None:
            self._undoing.taken_back(step)
            words = self.tr("Taken back: %1").replace("%1", step.words)
            if self._around.discreet.on:  # the words may be of before titles were hidden
                words = self.tr("Taken back")
            self._bar.show_done(words, can_undo=self._undoing.newest is not None)

        def failed(error: WorkTrackerError) -> None:
            if isinstance(error, UsageError):  # it can't be taken back any more
                self._undoing.taken_back(step)

        self._begin(_Wish(self.tr("Taking it back…"), step.undo, finish, failed))

    def purge(self, rule: Rule, done: str) -> None:
        """Apply an exclusion rule to what is stored; nothing brings it back."""

        def finish(_: Forgotten) -> None:
            self._bar.show_done(done, can_undo=False)

        work = partial(purge_reached, self._around.recording.home, rule)
        self._begin(_Wish(self.tr("Erasing, also from the copies…"), work, finish, rewrites=True))

    def say(self, error: WorkTrackerError) -> None:
        """Say what could not be done."""
        if isinstance(error, UsageError | BrokenOffError):
            self._bar.show_wrong(said_text(error.message))
        else:
            self._bar.hide()
            self._around.tell(error)

    def break_off(self) -> None:
        """Give up what is being done, and what waits for it."""
        while self._waiting:
            self._next()
        if self._deed is not None:
            self._deed.break_off()

    def _be_discreet(self) -> None:
        """Say no more what was said before titles were hidden: patterns may be in it."""
        if self._around.discreet.on and not self.is_busy:
            self._bar.clear()

    def _begin(self, wish: _Wish) -> None:
        if self.is_busy:
            self._waiting.append(wish)
            self._around.recording.wished.append(wish.work)
            return

        around = self._around

        def done(result: Any) -> None:
            self._deed = None
            if isinstance(result, WorkTrackerError):
                refuse(result)
            else:
                wish.finish(result)
            self.changed.emit()
            self._go_on()

        def done_unseen(result: Any) -> None:
            self._deed = None
            around.tell_failure(result)
            self._go_on()

        def refuse(error: WorkTrackerError) -> None:
            wish.failed(error)
            self.say(error)

        try:
            self._deed = around.recording.rewrite(
                wish.work,
                while_there(self, done, done_unseen),
                cut=wish.rewrites,
                follow=True,
                beside_readers=not wish.rewrites,
            )
        except WorkTrackerError as error:
            while_there(self, refuse, around.tell)(error)
            return
        while_there(self, self._bar.show_busy)(wish.doing, can_stop=not wish.rewrites)

    def _go_on(self) -> None:
        """Begin what waits; what can't begin now is said, and never done later."""
        while self._waiting and not self.is_busy:
            self._begin(self._next())

    def _next(self) -> _Wish:
        """Take what has waited longest; the recording makes it no more by itself at its end."""
        wish = self._waiting.pop(0)
        self._around.recording.wished.remove(wish.work)
        return wish
