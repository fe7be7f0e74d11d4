"""Answers for something that may be gone when they come: threads answer later, and Qt deletes meanwhile.

A widget goes with its window, or before it where what is shown is made anew. To touch one that has gone
is a mistake that ends the program, so every answer that a widget waits for comes by one of these.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec

from PySide6.QtCore import QObject
from shiboken6 import isValid

from worktracker.loop import Loop

_P = ParamSpec("_P")


def while_there(
    shower: QObject, hear: Callable[_P, None], gone: Callable[_P, None] | None = None
) -> Callable[_P, None]:
    """``hear`` as long as ``shower`` is there; then ``gone``, which touches nothing of it, or nothing."""

    def heard(*args: _P.args, **kwargs: _P.kwargs) -> None:
        if isValid(shower):
            hear(*args, **kwargs)
        elif gone is not None:
            gone(*args, **kwargs)

    return heard


def told_there(loop: Loop, shower: QObject, hear: Callable[_P, None]) -> Callable[_P, None]:
    """As :func:`while_there`, to be called from any thread: ``hear`` is called on the loop's."""
    heard = while_there(shower, hear)

    def tell(*args: _P.args, **kwargs: _P.kwargs) -> None:
        loop.call_soon_threadsafe(partial(heard, *args, **kwargs))

    return tell
