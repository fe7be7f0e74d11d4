"""Questions to the record that nobody wants to wait for: on a thread with a connection of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, cast

from worktracker.errors import WorkTrackerError
from worktracker.loop import Loop
from worktracker.store.connection import translated
from worktracker.store.store import Store

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Question:
    """One question that is waiting, or being answered."""

    asker: Hashable
    ask: Callable[[Store], object]
    answered: Callable[[object], None]
    failed: Callable[[WorkTrackerError], None]
    outlasts: bool


class Reading:
    """Answers questions one after the other, beside the loop's thread; all calls come on the loop's.

    Of each asker the newest question counts: an older one is broken off, or never asked. While
    somebody rewrites the file (:meth:`hold`) nothing is read; what was being read is asked again after it.

    Args:
        store: brings the store as it is open at the moment.
        loop: where answers are told.
    """

    def __init__(self, store: Callable[[], Store], loop: Loop) -> None:
        self._store = store
        self._loop = loop
        self._changed = threading.Condition()
        self._newest: dict[Hashable, _Question] = {}  # of each asker
        self._waiting: dict[Hashable, _Question] = {}
        self._now: _Question | None = None  # None also while one that was broken off comes to its end
        self._busy = False
        self._reader: Store | None = None
        self._source: Store | None = None  # whose other connection the reader is
        self._holds = 0
        self._thread: threading.Thread | None = None
        self._ending = False
        self._rests_then = False  # when the last that outlasts is answered

    @property
    def is_busy(self) -> bool:
        """Whether something was asked that was neither answered nor given up."""
        return bool(self._newest)

    def ask(
        self,
        asker: Hashable,
        question: Callable[[Store], _T],
        answered: Callable[[_T], None],
        failed: Callable[[WorkTrackerError], None],
        *,
        outlasts: bool = False,
    ) -> None:
        """Ask; the answer, or what was wrong, is told unless the asker asks again before.

        Args:
            asker: whose question it is.
            question: reads; it runs on the other thread and must touch nothing but the store it is given.
            answered, failed: called on the loop's thread, at most one of them.
            outlasts: :meth:`rest` leaves it; it is not asked for something that is shown.
        """
        told = cast("Callable[[object], None]", answered)
        asked = self._newest[asker] = _Question(asker, question, told, failed, outlasts)
        self._rests_then = False
        with self._changed:
            self._break_off(asker)
            self._waiting.pop(asker, None)  # to the end of the line
            self._waiting[asker] = asked
            self._ending = False
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def forget(self, asker: Hashable) -> None:
        """Answer this asker nothing any more."""
        self._newest.pop(asker, None)
        with self._changed:
            self._waiting.pop(asker, None)
            self._break_off(asker)

    def hold(self) -> None:
        """Read nothing until :meth:`release`; comes back when nothing is being read."""
        with self._changed:
            self._holds += 1
            if self._now is not None:
                self._waiting.setdefault(self._now.asker, self._now)
                self._now = None
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._reader is None and not self._busy)

    def release(self) -> None:
        """Read again."""
        with self._changed:
            self._holds -= 1
            self._changed.notify_all()

    def rest(self) -> None:
        """Answer only what outlasts; then thread and file are let go until the next question.

        Nobody waits for that: what is being read comes to its end beside the loop.
        """
        for question in tuple(self._newest.values()):
            if not question.outlasts:
                self.forget(question.asker)
        self._rests_then = bool(self._newest)
        if not self._newest:
            self._end()

    def close(self) -> None:
        """Answer nothing that was asked so far, and let thread and file go; comes back when they are gone."""
        thread = self._end()
        if thread is not None:
            thread.join()

    def _end(self) -> threading.Thread | None:
        """Have the thread end; None if there is none, or if it has let go of the file already."""
        self._newest.clear()
        with self._changed:
            self._ending = True
            self._waiting.clear()
            self._now = None
            self._changed.notify_all()
            return self._thread

    def _break_off(self, asker: Hashable) -> None:
        if self._now is not None and self._now.asker == asker:
            self._now = None

    # On the other thread

    def _run(self) -> None:
        while (question := self._next()) is not None:
            try:
                store = self._open()
                store.read_while(partial(self._is_wanted, question))
                with translated():
                    answer = partial(question.answered, question.ask(store))
            except WorkTrackerError as error:  # also that it was broken off: nobody hears that
                answer = partial(question.failed, error)
            except Exception as error:  # noqa: BLE001 - nobody else would hear of it; its words may quote a title
                _log.error("A question to the record ended in a %s.", type(error).__name__)
                answer = partial(question.failed, WorkTrackerError("This could not be read."))
            if self._is_wanted(question):
                self._loop.call_soon_threadsafe(partial(self._tell, question, answer))

    def _next(self) -> _Question | None:
        """The next question, as soon as there is one that may be asked; None at the end."""
        with self._changed:
            self._now, self._busy = None, False
            while not self._ending and (self._holds or not self._waiting):
                if self._holds:
                    self._let_go()
                self._changed.wait()
            if self._ending:
                self._let_go()
                self._thread = None  # whoever asks from here on gets another
                return None
            self._now, self._busy = self._waiting.pop(next(iter(self._waiting))), True
            return self._now

    def _is_wanted(self, question: _Question) -> bool:
        return self._now is question

    def _open(self) -> Store:
        """The connection; another one when the store was opened anew, perhaps with another key.

        It is opened while nobody waits for the lock: who holds waits for the end of the question.
        """
        source = self._store()
        with self._changed:
            if self._reader is not None and self._source is source:
                return self._reader
            self._let_go()
        opened = source.again()
        with self._changed:
            self._reader, self._source = opened, source
        return opened

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = self._source = None
        self._changed.notify_all()

    # On the loop's

    def _tell(self, question: _Question, answer: Callable[[], None]) -> None:
        if self._newest.get(question.asker) is question:
            del self._newest[question.asker]
            answer()
            if self._rests_then and not self._newest:
                self._end()
