"""Which window has the input focus, for window managers that do not say which one is in front."""

from __future__ import annotations

from typing import NamedTuple

from Xlib import X
from Xlib.protocol import request

from worktracker.capture.x11.connection import Connection

_DEEPEST = 16
_MOST_WINDOWS = 64


class Focus(NamedTuple):
    """Where the input goes.

    Attributes:
        window: the program's own top-level window; 0 where there is none.
        watch: the window whose focus and crossing events tell when this changes; 0 likewise.
    """

    window: int
    watch: int


NOWHERE = Focus(0, 0)


def find_focus(connection: Connection, wm_state: int, wm_class: int) -> Focus:
    """Climb from the focused window to the top-level one that a program would call its own.

    That is the nearest with WM_STATE (ICCCM 4.1.3.1), which window managers set, else the
    nearest with WM_CLASS. Where the focus follows the pointer, it is the one under it.
    ``wm_state`` and ``wm_class`` are those properties' atoms.

    Raises:
        WindowGoneError: one of them vanished meanwhile; ask again.
        DisplayLostError: the server ended.
    """
    focused: int = connection.ask(request.GetInputFocus).focus
    if focused == X.NONE:
        return NOWHERE
    if focused in (X.PointerRoot, connection.root):
        under: int = connection.ask(request.QueryPointer, window=connection.root).child
        return Focus(_below(connection, under, wm_state, wm_class), under) if under else NOWHERE
    classed, window = 0, focused
    for _ in range(_DEEPEST):
        state, name = connection.read(window, wm_state, wm_class)
        if state:
            return Focus(window, window)
        if name and not classed:
            classed = window
        parent: int = connection.ask(request.QueryTree, window=window).parent
        if parent in (connection.root, X.NONE):
            break
        window = parent
    return Focus(classed or _below(connection, window, wm_state, wm_class), window)


def _below(connection: Connection, top: int, wm_state: int, wm_class: int) -> int:
    """The program's window inside the frame ``top`` that a window manager drew around it, else ``top``."""
    classed, row, seen = 0, [top], 0
    while row and seen < _MOST_WINDOWS:
        below: list[int] = []
        for window in row[: _MOST_WINDOWS - seen]:
            seen += 1
            state, name = connection.read(window, wm_state, wm_class)
            if state:
                return window
            if name and not classed:
                classed = window
            below.extend(reversed(connection.ask(request.QueryTree, window=window).children))
        row = below
    return classed or top
