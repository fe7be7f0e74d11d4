"""What is used of the SYNC extension, which python-xlib lacks.

Source: X Synchronization Extension Protocol, version 3.1 (X Consortium standard), chapters
"Types", "Requests" and "Events", encoding in its appendix.
"""

from __future__ import annotations

import sys
from typing import Any

from Xlib.protocol import rq

NAME = "SYNC"
ALARM_NOTIFY = 1
"""AlarmNotify's number, counted from the extension's first event."""

ABSOLUTE = 0
POSITIVE_TRANSITION = 0
NEGATIVE_TRANSITION = 1

_ALL_ATTRIBUTES = 0b111111
_VALUE_ATTRIBUTE = 0b000100


def _reply(*fields: Any) -> rq.Struct:
    return rq.Struct(rq.ReplyCode(), rq.Pad(1), rq.Card16("sequence_number"), rq.ReplyLength(), *fields)


def _request(number: int, *fields: Any) -> rq.Struct:
    return rq.Struct(rq.Card8("opcode"), rq.Opcode(number), rq.RequestLength(), *fields)


def _int64(name: str) -> tuple[rq.Int32, rq.Card32]:
    """An INT64: its high half goes first."""
    return rq.Int32(f"{name}_high"), rq.Card32(f"{name}_low")


def halves(name: str, value: int) -> dict[str, int]:
    """``value`` as the two fields of the INT64 called ``name``."""
    return {f"{name}_high": value >> 32, f"{name}_low": value & 0xFFFFFFFF}


class Initialize(rq.ReplyRequest):
    """Names the protocol's version; must come before all others."""

    _request = _request(0, rq.Card8("major"), rq.Card8("minor"), rq.Pad(2))
    _reply = _reply(rq.Card8("major"), rq.Card8("minor"), rq.Pad(22))


class ListSystemCounters(rq.ReplyRequest):
    """Asks for the server's own counters; :func:`system_counters` reads the answer."""

    _request = _request(1)
    _reply = _reply(rq.Card32("count"), rq.Pad(20), rq.Binary("counters"))


class QueryCounter(rq.ReplyRequest):
    """Asks for a counter's value; :func:`counter_value` reads the answer."""

    _request = _request(5, rq.Card32("counter"))
    _reply = _reply(*_int64("value"), rq.Pad(16))


class CreateAlarm(rq.Request):
    """Makes an alarm that is told of by AlarmNotify whenever the counter passes the value.

    With a transition test and a ``delta`` of 0 the alarm stays as it is when it has fired.
    """

    _request = _request(
        8,
        rq.Card32("alarm"),
        rq.Card32("attributes", default=_ALL_ATTRIBUTES),
        rq.Card32("counter"),
        rq.Card32("value_type", default=ABSOLUTE),
        *_int64("value"),
        rq.Card32("test"),
        rq.Int32("delta_high", default=0),
        rq.Card32("delta_low", default=0),
        rq.Card32("events", default=1),
    )


class ChangeAlarm(rq.Request):
    """Gives an alarm another value to wait for."""

    _request = _request(
        9, rq.Card32("alarm"), rq.Card32("attributes", default=_VALUE_ATTRIBUTE), *_int64("value")
    )


class DestroyAlarm(rq.Request):
    """Ends an alarm."""

    _request = _request(11, rq.Card32("alarm"))


class AlarmNotify(rq.Event):
    """An alarm has fired, or was destroyed."""

    _code = None
    _fields = rq.Struct(
        rq.Card8("type"),
        rq.Card8("kind"),
        rq.Card16("sequence_number"),
        rq.Card32("alarm"),
        *_int64("counter"),
        *_int64("value"),
        rq.Card32("time"),
        rq.Card8("state"),
        rq.Pad(3),
    )


def counter_value(answer: Any) -> int:
    """The value in the answer to :class:`QueryCounter`."""
    return (answer.value_high << 32) | answer.value_low


def system_counters(answer: Any) -> dict[str, int]:
    """Name and number of each counter in the answer to :class:`ListSystemCounters`.

    A counter is its number, its resolution (an INT64), the length of its name (CARD16) and
    the name, padded so that the whole is a multiple of four bytes.
    """
    rest, found = bytes(answer.counters), dict[str, int]()
    for _ in range(answer.count):
        end = 14 + int.from_bytes(rest[12:14], sys.byteorder)
        found[rest[14:end].decode("latin-1")] = int.from_bytes(rest[:4], sys.byteorder)
        rest = rest[(end + 3) // 4 * 4 :]
    return found
