"""``worktracker record``: the recorder in the foreground, without a tray and without Qt."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from worktracker.app.commands import Commands
from worktracker.app.loop import SelectorLoop
from worktracker.app.opening import OpenStore
from worktracker.app.recording import Recording
from worktracker.app.signals import on_signals
from worktracker.capture.select import open_session_desktop
from worktracker.clock import Clock
from worktracker.control.instance import InstanceLock
from worktracker.control.server import ControlServer
from worktracker.home import Home
from worktracker.loop import Timer
from worktracker.recorder.recorder import Mode

RECONNECT_MS = 2_000
"""How often a display that went away is looked for."""

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def record(
    home: Home, opened: OpenStore, lock: InstanceLock, clock: Clock, say: Callable[[str], None]
) -> None:
    """Record until a signal or ``quit``; the open span is closed cleanly then.

    While there is no display it waits for one.

    Args:
        lock: the home's lock, held.
        say: tells the user on the terminal what goes on, a line at a time.

    Raises:
        PermissionMissingError: the user has not agreed.
        CaptureError: the environment names no display that could be waited for.
    """
    loop = SelectorLoop()
    looking: Timer | None = None

    def look_again() -> None:
        nonlocal looking
        looking = None
        if recording.recorder.mode is not Mode.RECORDING:
            return  # whoever starts or resumes looks for it again
        if recording.watch_again():
            say("The display is back; recording goes on.")
        else:
            looking = loop.call_later(RECONNECT_MS, look_again)

    def lost(message: str) -> None:
        nonlocal looking
        if looking is None:
            say(f"{message} Waiting for it to come back.")
            looking = loop.call_later(RECONNECT_MS, look_again)

    recording = Recording(
        home,
        opened,
        clock,
        loop,
        lambda: open_session_desktop(clock, loop, os.environ),
        lambda: None,
        lost,
    )
    # The reply to `quit` has to leave before the loop ends.
    server = ControlServer(
        loop, home.socket, Commands(recording, lambda: loop.call_soon_threadsafe(loop.stop), None)
    )
    watch = on_signals(loop, SIGNALS, loop.stop)
    try:
        server.open(lock)
        recording.reload()  # what was changed while nobody could tell it
        recording.start(wait=True, anyway=False)
        if recording.recorder.outside_hours:
            say("It is outside your hours; recording begins with them. `worktracker start` records now.")
        if recording.watching.sources["window"] is not None:
            say("Recording. Ctrl+C ends it.")
        loop.run()
    finally:
        recording.browsers.close()
        server.close()
        recording.close()
        watch.close()
        loop.close()
