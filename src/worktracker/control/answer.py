"""From a request's line to its reply's line, whatever carries the two."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Protocol

from worktracker.control import protocol
from worktracker.errors import WorkTrackerError

_log = logging.getLogger(__name__)


class Connection(Protocol):
    """Who asks: one program, from its connecting to its end."""

    def on_close(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` once when the connection ends, also when the peer is killed.

        A connection that something depends on so may stay open without a request for any time.
        """
        ...

    def push(self, event: str, fields: Mapping[str, object]) -> None:
        """Tell of ``event``, for a client that asked to hear of it; never waits.

        A peer that does not read what it is told loses its connection.
        """
        ...


Handler = Callable[[protocol.Request, Connection], Mapping[str, object]]
"""Carries a request out and returns its result; raises WorkTrackerError where it can't."""


def answer(line: bytes, handler: Handler, connection: Connection) -> bytes:
    """The reply's line to the request in ``line``; raises nothing, whatever the line holds."""
    try:
        return protocol.encode_result(handler(protocol.decode_request(line), connection))
    except WorkTrackerError as error:
        return protocol.encode_refusal(protocol.Refusal.of(error))
    except Exception as error:  # noqa: BLE001 - a bug in one command must not end the recording
        # Type and place only: an exception's text may quote what was asked for.
        _log.error("A request failed with %s at %s", type(error).__name__, _place(error))
        failed = WorkTrackerError(f"The command failed inside worktracker ({type(error).__name__}).")
        return protocol.encode_refusal(protocol.Refusal.of(failed))


def _place(error: BaseException) -> str:
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return "?" if step is None else f"{PurePath(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}"
