"""Whether there is a screen, asked before Qt is: Qt ends the program where there is none."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path

from worktracker.capture.x11.connection import Connection
from worktracker.errors import CaptureError


def require_display(environ: Mapping[str, str]) -> None:
    """See that the display that ``environ`` names can be reached.

    Raises:
        CaptureError: there is none, or it can't be reached, or it is on another machine.
    """
    if _is_socket(environ):
        return
    name = environ.get("DISPLAY")
    if not name:
        raise CaptureError(
            "There is no display for a tray icon.",
            "Start it in a desktop session, or record without a tray: worktracker record",
        )
    Connection(name).close()


def _is_socket(environ: Mapping[str, str]) -> bool:
    """Whether the Wayland compositor that ``environ`` names has its socket in place."""
    name = environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    try:
        return stat.S_ISSOCK((Path(environ.get("XDG_RUNTIME_DIR", "/")) / name).stat().st_mode)
    except OSError:
        return False
