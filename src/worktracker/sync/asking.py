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

MOST_KEPT = 16_384
"""Of an answer, bytes: those of the interface are shorter. Of one that is longer, or no JSON object, only the
hash is in the ledger."""


@dataclass(slots=True)
class Polling:
    """The same request again and again until its end: the ledger has it once, and its end, which counts them.

    Attributes:
        pending: the server's words for that it is not there yet.
        number: of its row in the ledger, while it waits for its end; None: it has none.
        asked: how often it was sent since that row.
    """

    pending: frozenset[str]
    number: int | None = None
    asked: int = 0

    @property
    def times(self) -> str:
        """What the row of its end says besides how it ended."""
        return f"\nAsked {self.asked} times" if self.asked > 1 else ""


class Line:
    """The way to one recipient's server, for the length of a ``with`` block.

    Args:
        url: the recipient's.
        ledger: where everything is written that goes over it.
        clock: for the ledger.
        pin: see :class:`worktracker.sync.transport.Transport`.
        patience: how long to try.
        told: is called, once a request, when it has to be sent again.
    """

    def __init__(
        self,
        url: str,
        ledger: Ledger,
        clock: Clock,
        pin: str | None = None,
        patience: Patience | None = None,
        told: Callable[[], None] | None = None,
    ) -> None:
        self.url = url
        self._ledger = ledger
        self._clock = clock
        self._patience = patience or PATIENCE
        self._told = told
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
        polling: Polling | None = None,
    ) -> Answer:
        """Send a request until there is an answer that can be used, within the patience.

        Args:
            request: it must do the same if the server gets it twice.
            token: shows who asks.
            secret: whether the request's body, and the answer's, hold what the ledger must not keep.
            check: raises NoAnswerError for an answer that means nothing.
            before: asked before each attempt, as the one writer, so that nothing changes between it and the
                row in the ledger; raises what ends them.
            polling: it is one of many of which the ledger has one row, and their end.

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
                if attempt.num == 2 and self._told is not None:
                    self._told()
                answer = self._once(request, token, secret, polling, before)
                if check is not None:
                    check(answer)
                return answer
        raise AssertionError("the last attempt returns or raises")

    def end(self, polling: Polling, why: str) -> None:
        """Write down that a request is not asked again, where it still waits for its end."""
        if polling.number is not None:
            self._ledger.answered(polling.number, self._now_ms(), why + polling.times, b"")
            polling.number = None

    def _once(
        self,
        request: Request,
        token: str | None,
        secret: tuple[bool, bool],
        polling: Polling | None,
        before: Callable[[], None] | None,
    ) -> Answer:
        number = None if polling is None else polling.number
        if number is None:
            head = "\n".join([f"{request.method} {request.path}", *_lines(request)])
            number = self._ledger.sent(
                self._now_ms(), self.url, head, request.body, secret=secret[0], before=before
            )
            if polling is not None:
                polling.asked = 0
        if polling is not None:
            polling.number = None
            polling.asked += 1
        times = "" if polling is None else polling.times
        try:
            answer = self._transport.send(request, token)
        except WorkTrackerError as error:
            self._ledger.answered(number, self._now_ms(), error.message + times, b"")
            raise
        refused = refusal(answer.status, answer.body, answer.wait_s) if answer.status >= 300 else None
        if polling is not None and refused is not None and refused.code in polling.pending:
            polling.number = number
            raise refused
        self._ledger.answered(
            number,
            self._now_ms(),
            str(answer.status) + times,
            answer.body,
            secret=secret[1] or _is_foreign(answer),
        )
        if refused is not None:
            raise refused
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


def _is_foreign(answer: Answer) -> bool:
    """Whether an answer can't be one of a summary server's: somebody's page, of any length."""
    return bool(answer.body) and (len(answer.body) > MOST_KEPT or not answer.body.startswith(b"{"))


def _lines(request: Request) -> list[str]:
    headers: Mapping[str, str] = request.headers
    if request.content_type:
        headers = {"Content-Type": request.content_type, **headers}
    return [f"{name}: {value}" for name, value in headers.items()]
