"""Which desktop is watched: the only place that asks what system this is.

``WORKTRACKER_CAPTURE`` forces one, for tests and odd systems: ``x11`` or ``portable``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from worktracker.capture.port import Desktop
from worktracker.capture.session.desktop import SessionDesktop
from worktracker.clock import Clock
from worktracker.errors import CaptureError
from worktracker.loop import Loop

_CHOICE = "WORKTRACKER_CAPTURE"


def open_session_desktop(clock: Clock, loop: Loop, environ: Mapping[str, str]) -> SessionDesktop:
    """The desktop of this session and what tells of the session itself, not yet watched.

    Raises:
        CaptureError: there is none, or none that can be read.
    """
    desktop = open_desktop(clock, loop, environ)
    if sys.platform != "linux":
        return SessionDesktop(desktop, None)
    from worktracker.capture.session.buses import BusSession

    return SessionDesktop(desktop, BusSession(environ, loop))


def open_desktop(clock: Clock, loop: Loop, environ: Mapping[str, str]) -> Desktop:
    """The desktop of this session, not yet watched: that begins with its ``open``.

    Raises:
        CaptureError: there is none, or none that can be read.
    """
    choice = environ.get(_CHOICE, "")
    if choice not in ("", "x11", "portable"):
        raise CaptureError(
            f"{_CHOICE} names no way to read a desktop.", "It may be x11 or portable, or unset."
        )
    if choice == "portable" or (not choice and sys.platform in ("win32", "darwin", "cygwin")):
        from worktracker.capture.portable import PortableDesktop

        return PortableDesktop(clock, loop)
    display = environ.get("DISPLAY", "")
    if not display and environ.get("WAYLAND_DISPLAY"):
        raise CaptureError(
            "This Wayland session shows no windows to other programs.",
            "Start Xwayland, or choose an X11 session at login.",
        )
    if not display:
        raise CaptureError(
            "There is no display to record.", "Start worktracker inside a desktop session, or set DISPLAY."
        )
    from worktracker.capture.x11.desktop import X11Desktop

    return X11Desktop(clock, loop, display, inside_wayland=bool(environ.get("WAYLAND_DISPLAY")))
