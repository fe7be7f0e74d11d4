"""Windows and input on a virtual screen, as the capture tests need them: many, quick and odd.

The screen itself is :class:`tests.desktop.virtual_desktop.VirtualDesktop`'s.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from Xlib import X, Xatom, display
from Xlib.error import ConnectionClosedError
from Xlib.ext import xtest
from Xlib.protocol import event

from tests.waiting import wait_until
from worktracker.app.loop import SelectorLoop
from worktracker.capture.x11.desktop import X11Desktop
from worktracker.clock import SystemClock
from worktracker.model.sample import Sample

PATIENCE_S = 10.0


class Stage:
    """A client of the screen that opens windows and moves the mouse."""

    def __init__(self, name: str) -> None:
        self.display = display.Display(name)
        self.display.set_error_handler(lambda *_: True)
        # Other clients give no window a number again before all are used up; python-xlib would at once, and
        # then window managers take the new window for the old one.
        self.display.display.free_resource_id = lambda rid: None
        self.root = self.display.screen().root

    def close(self) -> None:
        """End the client, and all its windows with it."""
        self.display.close()

    def window(
        self,
        title: str | bytes | None = None,
        wm_class: bytes | None = b"stage\0Stage\0",
        *,
        pid: int | None = None,
        machine: bytes | None = None,
        unmanaged: bool = False,
        show: bool = True,
    ) -> Any:
        """Open a window; its properties are written before it is shown."""
        screen = self.display.screen()
        window = self.root.create_window(
            10,
            10,
            200,
            100,
            0,
            screen.root_depth,
            X.InputOutput,
            X.CopyFromParent,
            override_redirect=unmanaged,
        )
        if title is not None:
            self.name(window, title)
        if wm_class is not None:
            window.change_property(Xatom.WM_CLASS, Xatom.STRING, 8, wm_class)
        if pid is not None:
            window.change_property(self.atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [pid])
        if machine is not None:
            window.change_property(Xatom.WM_CLIENT_MACHINE, Xatom.STRING, 8, machine)
        if show:
            window.map()
        self.display.sync()
        return window

    def front(self, *args: Any, **kwargs: Any) -> Any:
        """Open a window and wait until it is in front."""
        window = self.window(*args, **kwargs)
        self.activate(window)
        return window

    def name(self, window: Any, title: str | bytes) -> None:
        """Write _NET_WM_NAME as it is."""
        content = title.encode() if isinstance(title, str) else title
        mode = X.PropModeReplace
        for start in range(0, max(1, len(content)), 200_000):
            piece = content[start : start + 200_000]
            window.change_property(self.atom("_NET_WM_NAME"), self.atom("UTF8_STRING"), 8, piece, mode)
            mode = X.PropModeAppend
        self.display.sync()

    def old_name(self, window: Any, title: bytes, kind: str = "STRING") -> None:
        """Write WM_NAME as it is."""
        window.change_property(Xatom.WM_NAME, self.atom(kind), 8, title)
        self.display.sync()

    def activate(self, window: Any) -> None:
        """Bring a window to the front, and wait until it is."""

        def is_managed() -> bool:
            if window.id in self.numbers("_NET_CLIENT_LIST"):
                return True
            # Just started, openbox may leave a window's wish to be shown lying until something else wakes it;
            # among those of windows that vanished it may lose one.
            self.message(self.root, "_WORKTRACKER_TEST", [0, 0, 0, 0, 0])
            window.map()
            return False

        wait_until(is_managed, PATIENCE_S, "the window to be managed")
        self.ask_for(window)
        wait_until(
            lambda: self.numbers("_NET_ACTIVE_WINDOW") == [window.id], PATIENCE_S, "the window in front"
        )

    def ask_for(self, window: Any) -> None:
        """Ask the window manager to bring a window to the front."""
        self.message(window, "_NET_ACTIVE_WINDOW", [2, X.CurrentTime, 0, 0, 0])

    def message(self, window: Any, kind: str, content: list[int]) -> None:
        """Send the window manager a message."""
        self.root.send_event(
            event.ClientMessage(window=window, client_type=self.atom(kind), data=(32, content)),
            event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask,
        )
        self.display.sync()

    def numbers(self, name: str) -> list[int]:
        """The numbers in a property of the root window."""
        found = self.root.get_full_property(self.atom(name), X.AnyPropertyType)
        return list(found.value) if found else []

    def nudge(self) -> None:
        """A real input, through XTEST."""
        xtest.fake_input(self.display, X.MotionNotify, detail=1, x=1, y=0)
        self.display.sync()

    def atom(self, name: str) -> int:
        """The server's number for a name."""
        return self.display.intern_atom(name)


class Heard:
    """A listener that writes down what it hears, with the time (CLOCK_MONOTONIC, seconds)."""

    def __init__(self) -> None:
        self.samples: list[Sample] = []
        self.calls: list[tuple[str, Any, float]] = []

    def window_changed(self, sample: Sample) -> None:
        self.samples.append(sample)

    def went_idle(self, idle_ms: int) -> None:
        self._hear("went_idle", idle_ms)

    def came_back(self) -> None:
        self._hear("came_back")

    def input_seen(self) -> None:
        self._hear("input_seen")

    def lock_changed(self, locked: bool) -> None:
        self._hear("lock_changed", locked)

    def desktop_lost(self, message: str) -> None:
        self._hear("desktop_lost", message)

    @property
    def last(self) -> tuple[str | None, str | None]:
        """App and title of the last sample."""
        return (self.samples[-1].app, self.samples[-1].title)

    def names(self) -> list[str]:
        """The calls, without samples, in order."""
        return [name for name, _, _ in self.calls]

    def _hear(self, name: str, value: Any = None) -> None:
        self.calls.append((name, value, time.monotonic()))


class TurningLoop(SelectorLoop):
    """The program's own loop, turned by the test until something is so."""

    def turn_until(self, condition: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
        """Run the loop until ``condition``; fail when it takes too long."""
        deadline = time.monotonic() + patience_s
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain for {what}"
            self.turn_for(0.005)

    def turn_for(self, seconds: float) -> None:
        """Run the loop for a while."""
        self.call_later(max(1, round(seconds * 1000)), self.stop)
        self.run()


@dataclass(frozen=True)
class Watched:
    """A screen that is being watched.

    Attributes:
        stage: who opens windows there.
        loop: turned by the test.
        heard: what the desktop told.
        desktop: the part under test.
    """

    stage: Stage
    loop: TurningLoop
    heard: Heard
    desktop: X11Desktop

    def expect(self, app: str | None, title: str | None) -> Sample:
        """Turn the loop until the last sample shows this; answer that sample."""
        what = f"a sample of {app!r}"
        self.loop.turn_until(lambda: self.heard.samples and self.heard.last == (app, title), what)
        return self.heard.samples[-1]


@contextmanager
def watched(name: str, *, threshold_ms: int = 180_000) -> Generator[Watched]:
    """Watch the screen called ``name`` (``:99``) for the length of a block."""
    stage, loop, heard = Stage(name), TurningLoop(), Heard()
    desktop = X11Desktop(SystemClock(), loop, name)
    try:
        desktop.open(heard, threshold_ms)
        yield Watched(stage, loop, heard, desktop)
    finally:
        desktop.close()
        loop.close()
        with suppress(ConnectionClosedError):
            stage.close()


def this_machine() -> bytes:
    """The name that local windows carry in WM_CLIENT_MACHINE."""
    return socket.gethostname().encode()


def own_pid() -> int:
    """The number of this process."""
    return os.getpid()
