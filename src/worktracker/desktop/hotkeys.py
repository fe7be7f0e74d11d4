"""Global hotkeys on X11, by passive grabs: the server sends these combinations and no other key.

A listener (pynput's, or the RECORD extension's) would be sent every key that is typed and would
have to be trusted to forget them. See docs/decisions/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from Xlib import X
from Xlib.protocol import request

from worktracker.capture.x11.connection import Connection
from worktracker.errors import CaptureError
from worktracker.loop import Loop
from worktracker.model.hotkeys import Hotkey

_MASKS = {"ctrl": X.ControlMask, "alt": X.Mod1Mask, "super": X.Mod4Mask, "shift": X.ShiftMask}
_LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)
"""Caps Lock and Num Lock count as held keys: a grab is needed for each way they may stand."""

_OURS = X.ControlMask | X.Mod1Mask | X.Mod4Mask | X.ShiftMask
_AGAIN_MS = 1_000
"""Presses closer to each other are one that is held: the first repeat comes after 660 ms at most."""

_PAUSE, _F1 = 0xFF13, 0xFFBE


class Hotkeys:
    """Hears of the combinations that it is given, until it is closed.

    Args:
        loop: tells when the server has news.
        display: the X display.
        wanted: what to call for each combination.

    Attributes:
        refused: combinations that cannot be had: another program has them, or no key has that name.

    Raises:
        CaptureError: the X server can't be reached.
    """

    def __init__(self, loop: Loop, display: str, wanted: Mapping[Hotkey, Callable[[], None]]) -> None:
        self._loop = loop
        self._wanted = wanted
        self.refused: list[Hotkey] = []
        self._keys: dict[Hotkey, tuple[int | None, int]] = {}
        self._calls: dict[tuple[int, int], Callable[[], None]] = {}
        self._pressed_ms: dict[tuple[int, int], int] = {}
        self._connection: Connection | None = Connection(display)
        try:
            self._grab_all(self._connection)
        except BaseException:
            self._connection.close()
            raise
        loop.add_reader(self._connection.fileno(), self._hear)

    def close(self) -> None:
        """Let the combinations go; may be called twice."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._loop.remove_reader(connection.fileno())
            connection.close()

    def _grab_all(self, connection: Connection) -> None:
        connection.tell(request.UngrabKey, key=X.AnyKey, modifiers=X.AnyModifier, grab_window=connection.root)
        self.refused.clear()
        self._calls.clear()
        self._keys = self._look_up(connection)
        for hotkey, (code, mask) in self._keys.items():
            if code is not None and _grab(connection, code, mask):
                self._calls[code, mask] = self._wanted[hotkey]
            else:
                self.refused.append(hotkey)

    def _look_up(self, connection: Connection) -> dict[Hotkey, tuple[int | None, int]]:
        """Each combination's key code on this keyboard, None if it has none, and what is held with it."""
        codes = _codes_by_keysym(connection)
        return {
            hotkey: (codes.get(_keysym(hotkey.key)), sum(_MASKS[each] for each in hotkey.modifiers))
            for hotkey in self._wanted
        }

    def _hear(self) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            for event in connection.events():
                if event.type == X.KeyPress:
                    self._press(connection, event)
                # It also comes when another keyboard of the same layout is used: what is let go then for a
                # moment, another program may take.
                elif event.type == X.MappingNotify and self._look_up(connection) != self._keys:
                    self._grab_all(connection)
        except CaptureError:
            self.close()

    def _press(self, connection: Connection, event: Any) -> None:
        # The grab would last until the keys are let go, and what is typed meanwhile would come here.
        connection.tell(request.UngrabKeyboard, time=X.CurrentTime)
        connection.flush()
        keys = (event.detail, event.state & _OURS)
        before_ms, self._pressed_ms[keys] = self._pressed_ms.get(keys), event.time
        held = before_ms is not None and event.time - before_ms < _AGAIN_MS
        if keys in self._calls and not held:
            self._calls[keys]()


def _grab(connection: Connection, code: int, mask: int) -> bool:
    """Ask for a combination whatever the locks; whether it was given."""
    errors: list[object] = []

    def note(error: object, _: object) -> bool:
        errors.append(error)
        return True  # else python-xlib prints it

    for lock in _LOCKS:
        connection.tell(
            request.GrabKey,
            onerror=note,
            owner_events=False,
            grab_window=connection.root,
            modifiers=mask | lock,
            key=code,
            pointer_mode=X.GrabModeAsync,
            keyboard_mode=X.GrabModeAsync,
        )
    connection.ask(request.GetInputFocus)  # with its answer come the errors
    return not errors


def _codes_by_keysym(connection: Connection) -> dict[int, int]:
    """Key codes by keysym; where several keys make one, that which needs the fewest others."""
    codes = connection.key_codes
    answer = connection.ask(request.GetKeyboardMapping, first_keycode=codes[0], count=len(codes))
    rows = list(zip(codes, answer.keysyms, strict=False))
    found: dict[int, int] = {}
    for column in range(max((len(keysyms) for _, keysyms in rows), default=0)):
        for code, keysyms in rows:
            found.setdefault(keysyms[column], code)
    return found


def _keysym(key: str) -> int:
    if len(key) == 1:
        return ord(key)
    return _PAUSE if key == "pause" else _F1 + int(key[1:]) - 1
