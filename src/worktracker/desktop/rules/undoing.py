"""What was changed on the page and can be taken back, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from worktracker.store.store import Store

MOST = 50
"""Changes that are remembered."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change: what was done, in words, and what takes it back."""

    words: str
    undo: Callable[[Store], None]


class Undoing:
    """The changes of one page. Each is taken back only after those that came later."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    @property
    def newest(self) -> Step | None:
        """What would be taken back; None where there is nothing."""
        return self._steps[-1] if self._steps else None

    def add(self, step: Step) -> None:
        """Remember a change."""
        self._steps = [*self._steps[-MOST + 1 :], step]

    def taken_back(self, step: Step) -> None:
        """Forget a change that was taken back, or can't be any more."""
        self._steps = [each for each in self._steps if each is not step]
