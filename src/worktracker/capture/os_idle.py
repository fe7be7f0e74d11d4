"""The idle counters of Windows and macOS, asked through ctypes."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from worktracker.errors import CaptureError

_FAILED = "The system does not tell how long nobody touched it."


def os_idle(platform: str = sys.platform) -> tuple[str, Callable[[], int]] | None:
    """The name of the system's idle counter, and a way to ask it (milliseconds); None where there is none.

    ``platform`` is one of ``sys.platform``'s values.
    """
    if platform == "win32":
        return "windows", _windows()
    if platform == "darwin":
        return "macos", _macos()
    return None


class _LastInputInfo(ctypes.Structure):
    """LASTINPUTINFO of winuser.h."""

    _fields_ = (("size", ctypes.c_uint32), ("ticks", ctypes.c_uint32))


def _windows() -> Callable[[], int]:
    """GetLastInputInfo; like GetTickCount it counts milliseconds in 32 bits and wraps after 49 days."""
    libraries: Any = ctypes.__dict__["windll"]
    user, kernel = libraries.user32, libraries.kernel32
    kernel.GetTickCount.restype = ctypes.c_uint32

    def ask() -> int:
        last = _LastInputInfo(ctypes.sizeof(_LastInputInfo), 0)
        if not user.GetLastInputInfo(ctypes.byref(last)):
            raise CaptureError(_FAILED)
        return (kernel.GetTickCount() - last.ticks) & 0xFFFFFFFF

    return ask


def _macos() -> Callable[[], int]:
    """CGEventSourceSecondsSinceLastEventType of Quartz Event Services, for any input of this session."""
    path = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
    try:
        seconds = ctypes.CDLL(path).CGEventSourceSecondsSinceLastEventType
    except (OSError, AttributeError) as problem:
        raise CaptureError(_FAILED) from problem
    seconds.restype = ctypes.c_double
    seconds.argtypes = (ctypes.c_int32, ctypes.c_uint32)
    combined_session, any_input = 0, 0xFFFFFFFF

    def ask() -> int:
        return round(seconds(combined_session, any_input) * 1000)

    return ask
