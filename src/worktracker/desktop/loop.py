"""Qt's event loop as the :class:`worktracker.loop.Loop` that the parts run on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import get_ident

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

_LONGEST_MS = 86_400_000
"""One wait of Qt's; its intervals are 32-bit milliseconds, so a longer one is waited for in parts."""


class QtTimer(QTimer):
    """A :class:`worktracker.loop.Timer`.

    Coarse, as Qt's timers are by themselves: it may be moved by 5 % (above 20 s: to a whole
    second), so that wake-ups of several timers fall together. The heartbeat's 1.8 s become
    1.89 s at most.
    """

    def __init__(self, parent: QObject, delay_ms: int, callback: Callable[[], None]) -> None:
        super().__init__(parent)
        self._callback: Callable[[], None] | None = callback
        self._left_ms = max(0, delay_ms)
        self.setSingleShot(True)
        self.timeout.connect(self._over)
        self._wait()

    def cancel(self) -> None:
        """Take the call back; does nothing once it was made."""
        if self._callback is not None:
            self._callback = None
            self.stop()
            self.deleteLater()

    def _wait(self) -> None:
        part = min(self._left_ms, _LONGEST_MS)
        self._left_ms -= part
        self.start(part)

    def _over(self) -> None:
        callback = self._callback
        if callback is None:
            return
        if self._left_ms:
            self._wait()
            return
        self.cancel()
        callback()


class QtLoop(QObject):
    """Runs as long as Qt's own loop does; nothing of it wakes the program by itself.

    What a callback raises goes to ``sys.excepthook``, as with every call that Qt makes.
    """

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifiers: dict[int, QSocketNotifier] = {}
        self._asked.connect(self._call)  # queued by Qt, as it comes from other threads only
        self._thread = get_ident()

    def add_reader(self, fd: int, callback: Callable[[], None]) -> None:
        """Call ``callback`` whenever ``fd`` can be read, until :meth:`remove_reader`."""
        self.remove_reader(fd)
        notifier = QSocketNotifier(fd, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(partial(self._read, notifier, callback))
        self._notifiers[fd] = notifier

    def remove_reader(self, fd: int) -> None:
        """Forget ``fd``; does nothing if it isn't watched."""
        notifier = self._notifiers.pop(fd, None)
        if notifier is not None:
            notifier.setEnabled(False)
            notifier.deleteLater()

    def call_later(self, delay_ms: int, callback: Callable[[], None]) -> QtTimer:
        """Call ``callback`` once, ``delay_ms`` milliseconds of waking time from now."""
        return QtTimer(self, delay_ms, callback)

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` on the loop's thread; may be called from any thread."""
        if get_ident() == self._thread:
            self.call_later(0, callback)
        else:
            self._asked.emit(callback)

    def _read(self, notifier: QSocketNotifier, callback: Callable[[], None], *_: object) -> None:
        # Another callback of the same turn may have removed it, while its event was on the way.
        if notifier.isEnabled():
            callback()

    def _call(self, callback: Callable[[], None]) -> None:
        callback()
