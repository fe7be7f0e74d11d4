"""One client of a virtual X screen: reads what the window manager says, and is the hand at the mouse."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from Xlib import XK, X, display, error
from Xlib.ext import xtest
from Xlib.protocol import event

_TRAY_SELECTION = "_NET_SYSTEM_TRAY_S0"
# EWMH's source indication: a pager's wish is not subject to focus stealing prevention.
_FROM_PAGER = 2


@dataclass(frozen=True, slots=True)
class TrayIcon:
    """An icon that an XEmbed tray has taken in; in pixels of the screen."""

    window: int
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Where to click."""
        return self.x + self.width // 2, self.y + self.height // 2


class Screen:
    """A connection to the X server at ``name`` (``:99``)."""

    def __init__(self, name: str) -> None:
        self._display = display.Display(name)
        self._display.set_error_handler(lambda *_: True)  # windows vanish; asking again is the waiter's part
        self._root = self._display.screen().root
        self._step = 1

    def close(self) -> None:
        """Leave the server; harmless when it is gone already."""
        try:
            self._display.close()
        except (error.ConnectionClosedError, OSError):
            return

    def has_window_manager(self) -> bool:
        """Whether a window manager is there, by EWMH's check window."""
        owner = self._first(self._root, "_NET_SUPPORTING_WM_CHECK")
        if not owner:
            return False
        return self._first(self._window(owner), "_NET_SUPPORTING_WM_CHECK") == owner

    def active_window(self) -> int | None:
        """The root's _NET_ACTIVE_WINDOW; None where there is none.

        When the last window closes, openbox leaves the closed one's id there.
        """
        return self._first(self._root, "_NET_ACTIVE_WINDOW") or None

    def focused_window(self) -> int | None:
        """The window that gets the keys; None for the root or nothing at all."""
        focus = self._display.get_input_focus().focus
        return None if isinstance(focus, int) else int(focus.id)

    def managed_windows(self) -> list[int]:
        """The root's _NET_CLIENT_LIST."""
        return list(self._property(self._root, "_NET_CLIENT_LIST"))

    def ask_to_activate(self, window: int) -> None:
        """Ask the window manager to activate a window, as a pager does."""
        self._ask(window, "_NET_ACTIVE_WINDOW", [_FROM_PAGER, X.CurrentTime, 0, 0, 0])

    def ask_to_iconify(self, window: int) -> None:
        """Ask the window manager to iconify a window (ICCCM, 4.1.4)."""
        self._ask(window, "WM_CHANGE_STATE", [3, 0, 0, 0, 0])  # 3: IconicState

    def has_tray(self) -> bool:
        """Whether an XEmbed tray is there."""
        owner = self._display.get_selection_owner(self._atom(_TRAY_SELECTION))
        return owner != X.NONE

    def tray_icons(self) -> list[TrayIcon]:
        """The icons that the XEmbed tray shows, as they lie in the window tree."""
        found: list[TrayIcon] = []
        managed = self.managed_windows()  # Qt marks its ordinary windows too
        for window in self._descendants(self._root):
            if window.id in managed:
                continue
            try:
                if window.query_tree().parent == self._root or not self._property(window, "_XEMBED_INFO"):
                    continue
                if window.get_attributes().map_state != X.IsViewable:
                    continue
                size = window.get_geometry()
                at = window.translate_coords(self._root, 0, 0)
            except error.XError:
                continue  # it vanished between two questions
            # translate_coords answers where the root lies in the window's own coordinates.
            found.append(TrayIcon(window.id, -at.x, -at.y, size.width, size.height))
        return found

    def title(self, window: int) -> str:
        """A window's _NET_WM_NAME; empty where it has none, or is gone."""
        content = self._property(self._window(window), "_NET_WM_NAME")
        return bytes(content).decode(errors="replace")

    def place(self, window: int) -> tuple[int, int, int, int]:
        """A window's left, top, right and bottom edge on the screen, without its frame, in pixels."""
        found = self._window(window)
        size = found.get_geometry()
        at = found.translate_coords(self._root, 0, 0)
        return -at.x, -at.y, size.width - at.x, size.height - at.y

    def pixels(self, left: int, top: int, width: int, height: int) -> bytes:
        """What is seen in a part of the screen, as the server tells it; cut where the screen ends."""
        size = self._root.get_geometry()
        left, top = max(0, left), max(0, top)
        width, height = min(width, size.width - left), min(height, size.height - top)
        if width <= 0 or height <= 0:
            return b""
        return bytes(self._root.get_image(left, top, width, height, X.ZPixmap, 0xFFFFFFFF).data)

    def popups(self) -> set[int]:
        """The windows in sight that window managers leave alone: menus, tooltips, balloons."""
        found: set[int] = set()
        for window in self._root.query_tree().children:
            try:
                attributes = window.get_attributes()
            except error.XError:
                continue  # it vanished between two questions
            if attributes.override_redirect and attributes.map_state == X.IsViewable:
                found.add(window.id)
        return found

    def keyboard_is_grabbed(self) -> bool:
        """Whether a client, such as an open menu, has taken all keys for itself."""
        self._display.grab_server()  # nobody's own grab fails on ours
        try:
            answer = self._root.grab_keyboard(False, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime)
            if answer == X.GrabSuccess:
                self._display.ungrab_keyboard(X.CurrentTime)
        finally:
            self._display.ungrab_server()
            self._display.sync()
        return answer == X.AlreadyGrabbed

    def nudge(self) -> None:
        """A real input: the mouse moves by one pixel, forth at one call and back at the next."""
        xtest.fake_input(self._display, X.MotionNotify, detail=1, x=self._step, y=0)  # 1: relative
        self._step = -self._step
        self._display.sync()

    def key(self, name: str) -> None:
        """Press and release a key (``a``, ``Return``), or several held together (``Alt_L+a``).

        The names are those of X keysyms.
        """
        with self.held(*name.split("+")):
            pass

    @contextlib.contextmanager
    def held(self, *names: str) -> Generator[None]:
        """Press keys in this order, and let them go at the end of the block."""
        codes = [self._display.keysym_to_keycode(XK.string_to_keysym(each)) for each in names]
        if not all(codes):
            raise ValueError(f"no such key: {names}")
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, code)
        self._display.sync()
        try:
            yield
        finally:
            for code in reversed(codes):
                xtest.fake_input(self._display, X.KeyRelease, code)
            self._display.sync()

    def point(self, x: int, y: int) -> None:
        """Move the mouse to a place of the screen, in pixels."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        self._display.sync()

    def click(self, x: int, y: int, button: int) -> None:
        """Move the mouse to a place of the screen and click; button 1 is the left one, 3 the right."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, button)
        xtest.fake_input(self._display, X.ButtonRelease, button)
        self._display.sync()

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the left button at one place, move to another as a hand does, and let it go."""
        steps = 12
        xtest.fake_input(self._display, X.MotionNotify, x=start[0], y=start[1])
        xtest.fake_input(self._display, X.ButtonPress, 1)
        for step in range(1, steps + 1):
            x, y = (start[axis] + (end[axis] - start[axis]) * step // steps for axis in (0, 1))
            xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
            self._display.sync()
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()

    def _ask(self, window: int, message: str, content: list[int]) -> None:
        wish = event.ClientMessage(
            window=self._window(window), client_type=self._atom(message), data=(32, content)
        )
        self._root.send_event(wish, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        self._display.sync()

    def _descendants(self, window: Any) -> Iterator[Any]:
        try:
            children = window.query_tree().children
        except error.XError:
            return
        for child in children:
            yield child
            yield from self._descendants(child)

    def _first(self, window: Any, name: str) -> int:
        values = self._property(window, name)
        return int(values[0]) if values else 0

    def _property(self, window: Any, name: str) -> Any:
        try:
            found = window.get_full_property(self._atom(name), X.AnyPropertyType)
        except error.XError:
            return []
        return [] if found is None else found.value

    def _window(self, number: int) -> Any:
        return self._display.create_resource_object("window", number)

    def _atom(self, name: str) -> int:
        return self._display.intern_atom(name)
