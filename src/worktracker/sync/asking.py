"""Requests to one recipient: each in the ledger before it leaves, and asked again where that may help."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import stamina
import stamina.instrumentation

from worktracker.clock import Clock
from worktracker.errors import WorkTrackerError
from worktracker.store.ledger import Ledger
from worktracker.sync.answers import NoAnswerError, RefusedError, refusal
from worktracker.sync.transport import Answer, Request, Transport

# The library would log what is asked again; the ledger says it.
stamina.instrumentation.set_on_retry_hooks([])


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to try: ``attempts`` of one request within ``whole_s`` seconds.

    The pauses between them double from ``first_s`` to ``longest_s``, and up to ``jitter_s`` of chance is
    added, so that computers that were cut off together don't come back together.
    """

    attempts: int = 5
    whole_s: float = 90.0
    first_s: float = 0.5
    longest_s: float = 20.0
    jitter_s: float = 1.0


PATIENCE = Patience()


class Line:
    """The way to one recipient's server, for the length of a ``with`` block.

    Args:
        url: the recipient's.
        ledger: where everything is written that goes over it.
        clock: for the ledger.
        pin: see :class:`worktracker.sync.transport.Transport`.
        patience: how long to try.
    """

    def __init__(
        self, url: str, ledger: Ledger, clock: Clock, pin: str | None = None, patience: Patience | None = None
    ) -> None:
        self.url = url
        self._ledger = ledger
        self._clock = clock
        self._patience = patience or PATIENCE
        self._transport = Transport(url, pin=pin)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.__exit__(kind, error, trace)

    def ask(
        self,
        request: Request,
        token: str | None = None,
        *,
        secret: tuple[bool, bool] = (False, False),
        check: Callable[[Answer], object] | None = None,
        before: Callable[[], None] | None = None,
    ) -> Answer:
        """Send a request until there is an answer that can be used, within the patience.

        Args:
            request: it must do the same if the server gets it twice.
            token: shows who asks.
            secret: whether the request's body, and the answer's, hold what the ledger must not keep.
            check: raises NoAnswerError for an answer that means nothing.
            before: asked before each attempt; raises what ends them.

        Raises:
            NoAnswerError: there was none.
            RefusedError: the server won't.
            WorkTrackerError: the server can't be trusted, or the ledger can't be written.
        """
        patience = self._patience
        until = time.monotonic() + patience.whole_s
        attempts = stamina.retry_context(
            on=lambda error: _again(error, until),
            attempts=patience.attempts,
            timeout=patience.whole_s,
            wait_initial=patience.first_s,
            wait_max=patience.longest_s,
            wait_jitter=patience.jitter_s,
        )
        for attempt in attempts:
            with attempt:
                if before is not None:
                    before()
                answer = self._once(request, token, secret)
                if check is not None:
                    check(answer)
                return answer
        raise AssertionError("the last attempt returns or raises")

    def _once(self, request: Request, token: str | None, secret: tuple[bool, bool]) -> Answer:
        head = "\n".join([f"{request.method} {request.path}", *_lines(request)])
        number = self._ledger.sent(self._now_ms(), self.url, head, request.body, secret=secret[0])
        try:
            answer = self._transport.send(request, token)
        except WorkTrackerError as error:
            self._ledger.answered(number, self._now_ms(), error.message, b"")
            raise
        self._ledger.answered(number, self._now_ms(), str(answer.status), answer.body, secret=secret[1])
        if answer.status >= 300:
            raise refusal(answer.status, answer.body, answer.wait_s)
        return answer

    def _now_ms(self) -> int:
        return self._clock.now().wall_ms


def _again(error: Exception, until: float) -> bool | float:
    """Whether to ask again, and if the server says when, after how many seconds."""
    if isinstance(error, NoAnswerError):
        return True
    if not isinstance(error, RefusedError) or not error.is_passing:
        return False
    if error.wait_s is None:
        return True
    return error.wait_s if time.monotonic() + error.wait_s < until else False


def _lines(request: Request) -> list[str]:
    headers: Mapping[str, str] = request.headers
    if request.content_type:
        headers = {"Content-Type": request.content_type, **headers}
    return [f"{name}: {value}" for name, value in headers.items()]
