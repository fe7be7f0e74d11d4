"""A new key while the app runs: beside the loop, which stands still only while the record is rewritten."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import Enum, auto
from functools import partial

from worktracker.app.backups import Copies
from worktracker.app.recording import Recording
from worktracker.app.rotation import rotate
from worktracker.errors import StoreBusyError, WorkTrackerError

_LOOK_S = 0.2
"""How often the thread that waits for the loop looks whether it is still turned."""

_SEEN_MS = 100
"""Until what is said of a step has been painted, before the loop stands still."""

_log = logging.getLogger(__name__)


class Step(Enum):
    """What is being done."""

    KEY = auto()
    RECORD = auto()
    COPIES = auto()


class Rotating:
    """One rotation.

    Args:
        recording: whose record gets a new key.
        began: hears of each step, on the loop's thread.
        done: hears what came of it there; nobody does where the recording is closed before.
    """

    def __init__(
        self,
        recording: Recording,
        began: Callable[[Step], None],
        done: Callable[[Copies | WorkTrackerError], None],
    ) -> None:
        self._recording = recording
        self._began = began
        self._done = done

    def begin(self, passphrase: str | None) -> None:
        """Begin; ``passphrase`` is the one in use, if there is one."""
        self._recording.settle()
        threading.Thread(target=self._run, args=(passphrase,), name="rotate").start()

    # On the other thread

    def _run(self, passphrase: str | None) -> None:
        result: Copies | WorkTrackerError
        try:
            self._tell(Step.KEY)
            result = self._rotated(passphrase)
        except WorkTrackerError as error:
            result = error
        except Exception as error:  # noqa: BLE001 - nobody else would hear of it
            _log.error("Replacing the key ended in a %s.", type(error).__name__)
            result = WorkTrackerError("It broke off; the record opens as before.", "Try again.")
        self._recording.loop.call_soon_threadsafe(partial(self._done, result))

    def _rotated(self, passphrase: str | None) -> Copies:
        recording = self._recording
        store = recording.opened.store.again()
        try:
            return rotate(recording.home, store, recording.slots, passphrase, self._rewrite)
        finally:
            store.close()

    def _rewrite(self, key: bytes) -> None:
        """Have the loop's thread put the record under ``key``: nobody there reads with the old one then."""
        self._tell(Step.RECORD)
        over = threading.Event()
        errors: list[WorkTrackerError] = []

        def rewrite() -> None:
            try:
                self._recording.rekey(key)
            except WorkTrackerError as error:
                errors.append(error)
            finally:
                over.set()

        loop = self._recording.loop

        def rewrite_soon() -> None:
            loop.call_later(_SEEN_MS, rewrite)

        loop.call_soon_threadsafe(rewrite_soon)
        while not over.wait(_LOOK_S):
            if self._recording.closed and not over.is_set():
                raise StoreBusyError("worktracker is ending; the key was not replaced.", "Try again.")
        if errors:
            raise errors[0]
        self._tell(Step.COPIES)

    def _tell(self, step: Step) -> None:
        self._recording.loop.call_soon_threadsafe(partial(self._began, step))
