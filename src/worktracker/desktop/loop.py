"""Qt's event loop as the :class:`worktracker.loop.Loop` that the parts run on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import get_ident

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from worktracker.app.timers import QueuedTimer, TimerQueue

_PRECISE = 0
"""Qt::PreciseTimer."""

_LONGEST_MS = 86_400_000
"""One wait of Qt's; its intervals are 32-bit milliseconds, so a longer one is waited for in parts."""


class QtLoop(QObject):
    """Runs as long as Qt's own loop does; nothing of it wakes the program by itself.

    What a callback raises goes to ``sys.excepthook``, as with every call that Qt makes.
    """

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifiers: dict[int, QSocketNotifier] = {}
        self._timers = TimerQueue()
        # One alarm for all: making a QTimer for each call costs more than the call. Precise,
        # because one that comes early would have to be set again; set by its number, because to
        # name the namespace Qt makes all of its enums, 1.1 MB of them.
        self._alarm = QTimer(self)
        self._alarm.setSingleShot(True)
        self._alarm.setProperty("timerType", _PRECISE)
        self._alarm.timeout.connect(self._ring)
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

    def call_later(self, delay_ms: int, callback: Callable[[], None]) -> QueuedTimer:
        """Call ``callback`` once, ``delay_ms`` milliseconds of waking time from now."""
        timer = self._timers.add(delay_ms, callback)
        wait_ms = self._wait_ms()
        # An alarm that is set for an earlier call, even one taken back since, sets itself anew.
        if not self._alarm.isActive() or wait_ms < self._alarm.remainingTime():
            self._alarm.start(wait_ms)
        return timer

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

    def _ring(self) -> None:
        try:
            self._timers.run_due()
        finally:
            if self._timers.wait_ns() is not None:
                self._alarm.start(self._wait_ms())

    def _wait_ms(self) -> int:
        """Until the next call, rounded up, so that the alarm is never early."""
        return min(-(-(self._timers.wait_ns() or 0) // 1_000_000), _LONGEST_MS)

    def _call(self, callback: Callable[[], None]) -> None:
        callback()
