"""The hotkeys that are set, and no others."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from worktracker.errors import CaptureError
from worktracker.loop import Loop
from worktracker.model.hotkeys import Hotkey, parse_hotkey

if TYPE_CHECKING:
    from worktracker.desktop.hotkeys import Hotkeys


class ChosenHotkeys:
    """Follows the settings that hold hotkeys.

    Args:
        loop: tells when the X server has news.
        calls: what to do, by the setting that holds the hotkey for it.
        notify: tells a title and a text in passing.
    """

    def __init__(
        self, loop: Loop, calls: Mapping[str, Callable[[], None]], notify: Callable[[str, str], None]
    ) -> None:
        self._loop = loop
        self._calls = calls
        self._notify = notify
        self._wanted: dict[Hotkey, Callable[[], None]] = {}
        self._hotkeys: Hotkeys | None = None

    def follow(self, get: Callable[[str], str]) -> None:
        """Have the hotkeys that the settings name; ``get`` tells a setting's value."""
        wanted = {hotkey: call for name, call in self._calls.items() if (hotkey := parse_hotkey(get(name)))}
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self.close()
        if not wanted:
            return
        from worktracker.desktop.hotkeys import Hotkeys

        translate = QCoreApplication.translate
        try:
            self._hotkeys = Hotkeys(self._loop, os.environ.get("DISPLAY", ""), wanted)
        except CaptureError:
            self._notify(
                translate("Hotkeys", "No hotkeys here"), translate("Hotkeys", "They work on X11 displays.")
            )
            return
        for hotkey in self._hotkeys.refused:
            self._notify(
                translate("Hotkeys", "%1 can't be had").replace("%1", str(hotkey)),
                translate("Hotkeys", "Another program has it, or no key has that name."),
            )

    def close(self) -> None:
        """Give the keys back; may be called twice."""
        if self._hotkeys is not None:
            self._hotkeys.close()
            self._hotkeys = None
