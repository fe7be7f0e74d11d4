"""What the program says of a bug in itself: what kind and where, never in its words.

The words of an exception that nobody expected may quote what the program was at work on (a
``KeyError`` names the key), and what a program writes on its stderr ends in the session's log.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def install() -> None:
    """From here on, uncaught exceptions of every thread are told by :func:`tell`."""
    sys.excepthook = tell
    sys.unraisablehook = lambda found: tell(found.exc_type, found.exc_value, found.exc_traceback)
    threading.excepthook = lambda found: tell(found.exc_type, found.exc_value, found.exc_traceback)


def tell(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Write kind and place of ``error``, and of what led to it, on stderr."""
    if issubclass(kind, (SystemExit, KeyboardInterrupt)):
        return
    lines = [
        "Traceback of a mistake in worktracker (without words, which could be private; please report it):"
    ]
    lines += _described(kind, trace)
    seen = {id(error)}
    while error is not None and (error := error.__cause__ or error.__context__) is not None:
        if id(error) in seen:
            break
        seen.add(id(error))
        lines += ["  because of", *_described(type(error), error.__traceback__)]
    # A single write: other threads may be telling too. Nobody may be listening any more.
    with suppress(OSError):
        os.write(2, ("\n".join(lines) + "\n").encode(errors="backslashreplace"))


def _described(kind: type[BaseException], trace: TracebackType | None) -> Iterator[str]:
    yield f"  {kind.__module__}.{kind.__qualname__}"
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"    at {code.co_filename}:{trace.tb_lineno} {code.co_qualname}"
        trace = trace.tb_next
