"""Giving back what is no longer needed: memory after the start and the window, windows before the end."""

from __future__ import annotations

import ctypes
import gc
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


def delete_windows(application: QApplication) -> None:
    """Delete every window, each with all that is in it, before the program ends.

    Left to PySide, children may go first, and take along what a signal of theirs was connected to:
    a window that is being deleted already. What opens from a field goes last, as it goes with its window:
    QCompleter deletes its list itself, and would do so again.
    """
    for opens_from_field in (False, True):
        for window in application.topLevelWidgets():
            if not shiboken6.isValid(window):  # gone with another
                continue
            if (window.windowType() is Qt.WindowType.Popup) is opens_from_field:
                shiboken6.delete(window)


def give_back_memory() -> None:
    """Hand free memory back (malloc_trim(3)): half a megabyte, most of it the key's thread's."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's; musl has none
        if trim is not None:
            trim(0)


def let_go_of_files(smaps: Path = Path("/proc/self/smaps")) -> None:
    """Let go of what is mapped of files: libraries' code and fonts that only the window needed.

    Linux keeps it in its cache, for whoever needs memory more, and maps again what is needed again
    (madvise(2), MADV_DONTNEED). It counted as the program's, and was kept longer than what nobody maps.

    Args:
        smaps: tells what is mapped, see proc_pid_smaps(5).
    """
    if sys.platform == "linux":
        from mmap import MADV_DONTNEED

        madvise = ctypes.CDLL(None).madvise
        madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        for start, end in list(_files_as_they_are(smaps)):
            madvise(start, end - start, MADV_DONTNEED)


_MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) .(.).. \S+ \S+ \S+ +/")
"""Of proc_pid_smaps(5): where it begins and ends, and "w" where it may be written; of a file."""


def _files_as_they_are(smaps: Path) -> Iterator[tuple[int, int]]:
    """Where files are mapped, from and to, of which no page was ever changed: that would be lost.

    Changed pages count as anonymous while they are in memory, and after that as swapped out.
    """
    found, changed_kib = None, 0
    with smaps.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith("Anonymous:"):
                changed_kib = int(line.split()[1])
            elif line.startswith("Swap:"):
                if found is not None and found[3] != "w" and not changed_kib + int(line.split()[1]):
                    yield int(found[1], 16), int(found[2], 16)
            elif line[0] in "0123456789abcdef":
                found = _MAPPING.match(line)
