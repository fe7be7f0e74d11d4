"""A guard against PySide6 6.12.0 with Python before 3.12."""

from __future__ import annotations

import sys

_PLENTY = 1 << 60


def make_constants_immortal() -> None:
    """Give None, True and False more references than could ever be taken away.

    PySide6 6.12.0 returns them from its methods without counting the reference that the caller
    then gives back: right from Python 3.12 on, where they are immortal (PEP 683), but under 3.11
    each such call takes one of None's 5,000 references away, and with the last one the
    interpreter aborts ("none_dealloc"), minutes after the app's start. To go when PySide6 or
    Python 3.11 goes.
    """
    if sys.version_info >= (3, 12):
        return
    import ctypes

    for constant in (None, True, False):
        # An object begins with its count (Py_ssize_t) in every CPython before 3.12.
        ctypes.c_ssize_t.from_address(id(constant)).value += _PLENTY
