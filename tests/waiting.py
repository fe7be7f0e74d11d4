"""Waiting for a condition: no test sleeps and hopes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")

_FIRST_PAUSE_S = 0.001
_LONGEST_PAUSE_S = 0.05


def wait_until(condition: Callable[[], _T], timeout_s: float, what: str) -> _T:
    """Ask ``condition`` again and again until its answer is true, and return that answer.

    Args:
        condition: asked at once, then at growing distances of 1 to 50 ms.
        timeout_s: seconds to wait at most; ``condition`` is asked once more at the end.
        what: what is waited for, in words, for the failure.

    Raises:
        AssertionError: the time is over.
    """
    deadline = time.monotonic() + timeout_s
    pause = _FIRST_PAUSE_S
    while True:
        over = time.monotonic() >= deadline
        answer = condition()
        if answer:
            return answer
        if over:
            raise AssertionError(f"waited {timeout_s:g} s in vain for {what}")
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE_S)
