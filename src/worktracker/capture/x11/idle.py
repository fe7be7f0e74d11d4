"""Idleness on X11: alarms of the SYNC extension on its counter IDLETIME, or MIT-SCREEN-SAVER, asked.

Both count milliseconds since the last input of any device, XTEST's too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from Xlib.protocol import rq

from worktracker.capture.idle_port import IdleListener
from worktracker.capture.x11 import sync
from worktracker.capture.x11.connection import Connection, DisplayLostError, Extension, WindowGoneError
from worktracker.clock import Clock

_COUNTER = "IDLETIME"
_INPUT_MS = 1
"""The input alarm fires when IDLETIME falls from above this to this or below, as it does at every input."""


class AlarmIdle:
    """Told by the server, both ways: no timer, no polling.

    One alarm waits for the counter to rise to the threshold. A second one, for the next
    input, exists only while somebody is away or :meth:`notify_input` is pending, because
    the server would tell of every single input else.

    An alarm says only that it is time to look: the counter is asked then, and after an
    alarm was set, so that nothing that happens in between is missed.
    """

    def __init__(self, connection: Connection, extension: Extension, counter: int, clock: Clock) -> None:
        self._connection = connection
        self._opcode = extension.opcode
        self._event = extension.first_event + sync.ALARM_NOTIFY
        self._counter = counter
        self._clock = clock
        self._listener: IdleListener | None = None
        self._threshold_ms = 0
        self._idle_alarm = connection.new_id()
        self._input_alarm = connection.new_id()
        self._input_armed = False
        self._away_idle_ms = 0  # the counter when the listener was told; 0 while somebody is there
        self._pending = False
        self._rang = False
        connection.know_event(self._event, sync.AlarmNotify)

    @property
    def name(self) -> str:
        """What ``status`` calls this source."""
        return "xsync"

    def start(self, listener: IdleListener, threshold_ms: int) -> None:
        """Set the alarm; tell at once, if the threshold has passed already. Raises DisplayLostError."""
        self._listener = listener
        self._threshold_ms = threshold_ms
        self._set_alarm(self._idle_alarm, sync.POSITIVE_TRANSITION, threshold_ms)
        self._look()

    def idle_ms(self) -> int:
        """Milliseconds since the last input. Raises DisplayLostError."""
        return sync.counter_value(
            self._connection.ask(sync.QueryCounter, opcode=self._opcode, counter=self._counter)
        )

    def notify_input(self) -> None:
        """Ask for one ``input_seen`` at the next input. Raises DisplayLostError."""
        if self._pending or self._listener is None:
            return
        self._pending = True
        self._arm_input()

    def set_threshold(self, threshold_ms: int) -> None:
        """Count as idle after ``threshold_ms`` milliseconds without input. Raises DisplayLostError."""
        self._threshold_ms = threshold_ms
        value = sync.halves("value", threshold_ms)
        self._connection.tell(sync.ChangeAlarm, opcode=self._opcode, alarm=self._idle_alarm, **value)
        self._look()

    def close(self) -> None:
        """Tell nothing more; the alarms end with the connection."""
        self._listener = None

    def note(self, event: Any) -> None:
        """Take note of an alarm; :meth:`refresh` then looks."""
        if event.type != self._event:
            return
        if event.alarm == self._idle_alarm:
            self._rang = True
        elif event.alarm == self._input_alarm and self._input_armed:
            self._input_came()

    def refresh(self) -> None:
        """Look, if an alarm rang. Raises DisplayLostError."""
        if self._rang:
            self._rang = False
            self._look()

    def _look(self) -> None:
        idle_ms = self.idle_ms()
        if self._listener and not self._away_idle_ms and idle_ms >= self._threshold_ms:
            self._away_idle_ms = max(1, idle_ms)
            self._listener.went_idle(idle_ms)
            self._arm_input()

    def _arm_input(self) -> None:
        """Set the alarm for the next input, unless that has come already."""
        begun_ms = self._clock.now().awake_ms
        if not self._input_armed:
            self._input_armed = True
            self._set_alarm(self._input_alarm, sync.NEGATIVE_TRANSITION, _INPUT_MS)
        idle_ms = self.idle_ms()
        took_ms = self._clock.now().awake_ms - begun_ms
        if idle_ms < took_ms or idle_ms < self._away_idle_ms:
            self._input_came()

    def _input_came(self) -> None:
        self._input_armed = False
        self._connection.tell(sync.DestroyAlarm, opcode=self._opcode, alarm=self._input_alarm)
        self._connection.flush()
        was_away, self._away_idle_ms = self._away_idle_ms > 0, 0
        was_pending, self._pending = self._pending, False
        if self._listener and was_pending:
            self._listener.input_seen()
        if self._listener and was_away:
            self._listener.came_back()

    def _set_alarm(self, alarm: int, test: int, value: int) -> None:
        self._connection.tell(
            sync.CreateAlarm,
            opcode=self._opcode,
            alarm=alarm,
            counter=self._counter,
            test=test,
            **sync.halves("value", value),
        )


class _QueryIdle(rq.ReplyRequest):
    """QueryInfo of the MIT-SCREEN-SAVER extension, version 1.1."""

    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(1), rq.RequestLength(), rq.Card32("drawable"))
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Card8("state"),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card32("window"),
        rq.Card32("til_or_since"),
        rq.Card32("idle"),
        rq.Card32("event_mask"),
        rq.Card8("kind"),
        rq.Pad(7),
    )


def alarm_idle(connection: Connection, clock: Clock) -> AlarmIdle | None:
    """Idleness told by the server; None where it lacks SYNC or IDLETIME. Raises DisplayLostError."""
    extension = connection.extension(sync.NAME)
    if extension is None:
        return None
    try:
        connection.ask(sync.Initialize, opcode=extension.opcode, major=3, minor=1)
        counters = sync.system_counters(connection.ask(sync.ListSystemCounters, opcode=extension.opcode))
    except WindowGoneError:  # a server that has the extension but refuses to serve it
        return None
    counter = counters.get(_COUNTER)
    return None if counter is None else AlarmIdle(connection, extension, counter, clock)


def saver_idle(connection: Connection) -> Callable[[], int] | None:
    """A way to ask MIT-SCREEN-SAVER for the idle time in milliseconds; None where the server lacks it."""
    extension = connection.extension("MIT-SCREEN-SAVER")
    if extension is None:
        return None

    def ask() -> int:
        try:
            return connection.ask(_QueryIdle, opcode=extension.opcode, drawable=connection.root).idle
        except WindowGoneError as problem:
            raise DisplayLostError("The X server no longer tells how long nobody touched it.") from problem

    return ask
