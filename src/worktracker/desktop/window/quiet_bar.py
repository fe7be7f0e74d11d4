"""A thin bar that says that something is being found out, where that takes longer than a moment."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QSizePolicy

AFTER_MS = 150
"""What is known sooner is shown without a bar."""


class QuietBar(QProgressBar):
    """Has its place at all times, so that nothing moves when it comes."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, 1)
        self.setTextVisible(False)
        self.setFixedHeight(4)
        self.setAccessibleName(self.tr("Loading"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()
        self._part: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._come)

    def begin(self) -> None:
        """Something is being found out."""
        if self.isHidden() and not self._timer.isActive():
            self._timer.start()

    def tell(self, part: float) -> None:
        """So much of it is found out, from 0 to 1."""
        self._part = round(part * 1000)
        if not self.isHidden():
            self.setRange(0, 1000)
            self.setValue(self._part)

    def end(self) -> None:
        """It is known."""
        self._part = None
        self._timer.stop()
        self.hide()
        self.setRange(0, 1)

    def _come(self) -> None:
        if self._part is None:
            self.setRange(0, 0)  # how far it has come nobody knows
        else:
            self.setRange(0, 1000)
            self.setValue(self._part)
        self.show()
