"""Giving back what is no longer needed: memory after the start, windows before the end."""

from __future__ import annotations

import ctypes
import gc
import sys

import shiboken6
from PySide6.QtWidgets import QApplication


def delete_windows(application: QApplication) -> None:
    """Delete every window, each with all that is in it, before the program ends.

    Left to PySide, children may go first, and take along what a signal of theirs was connected to:
    a window that is being deleted already.
    """
    for window in application.topLevelWidgets():
        if shiboken6.isValid(window):  # one may have gone with another
            shiboken6.delete(window)


def give_back_memory() -> None:
    """Hand free memory back (malloc_trim(3)): half a megabyte, most of it the key's thread's."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's; musl has none
        if trim is not None:
            trim(0)
