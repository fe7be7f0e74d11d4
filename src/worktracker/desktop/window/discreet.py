"""Whether titles are hidden in every view, for whoever shares the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

SETTING = "hide-titles"


class Discreet(QObject):
    """Titles, documents, addresses and notes are shown as a few dots while this is on.

    Names of applications and sites stay: they are what reports are about.
    """

    changed = Signal()

    def __init__(self, parent: QObject, *, on: bool) -> None:
        super().__init__(parent)
        self._on = on

    @property
    def on(self) -> bool:
        """Whether they are hidden."""
        return self._on

    def set(self, *, on: bool) -> None:
        """Hide them, or show them again."""
        if on != self._on:
            self._on = on
            self.changed.emit()

    def text(self, text: str) -> str:
        """``text`` as it may be shown."""
        return "•••••" if self._on and text else text
