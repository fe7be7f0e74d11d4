"""A hand that switches windows and moves the mouse, and remembers when."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from tests.desktop.virtual_desktop import VirtualDesktop


class Switching:
    """Switches between windows of a desktop; what it does is input, and is logged.

    Args:
        desktop: gets its windows here.
        windows: how many.

    Attributes:
        inputs: when there was input, in milliseconds since 1970: the moment before it was sent.
    """

    def __init__(self, desktop: VirtualDesktop, windows: int = 4) -> None:
        self._desktop = desktop
        self._windows = [
            desktop.open_window(f"Page {number} of the script", ("script", f"Script{number}"))
            for number in range(windows)
        ]
        self._turn = 0
        self.inputs: list[int] = []

    def switch(self) -> None:
        """Nudge the mouse and bring the next window to the front."""
        self.inputs.append(self._desktop.nudge().before_ms)
        self._turn += 1
        self._desktop.activate(self._windows[self._turn % len(self._windows)])

    def nudge(self) -> None:
        """Move the mouse only."""
        self.inputs.append(self._desktop.nudge().before_ms)

    def every(self, seconds: float, duration_s: float) -> int:
        """Switch every ``seconds`` for ``duration_s``; how many times."""
        begun = time.monotonic()
        count = 0
        while count * seconds < duration_s:
            self.switch()
            count += 1
            time.sleep(max(0.0, begun + count * seconds - time.monotonic()))
        return count

    def at_random(self, chance: random.Random, goes_on: Callable[[], bool]) -> None:
        """Switch or nudge, 0.05 to 1.5 s apart, while ``goes_on`` says so (asked every 20 ms)."""
        while goes_on():
            if chance.random() < 0.7:
                self.switch()
            else:
                self.nudge()
            next_at = time.monotonic() + chance.uniform(0.05, 1.5)
            while goes_on() and time.monotonic() < next_at:
                time.sleep(0.02)
