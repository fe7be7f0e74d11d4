"""Where one is in the first run."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from worktracker.desktop.direction import keep_side, margins, mirrored
from worktracker.desktop.first_run.page import remark
from worktracker.desktop.icons import drawn
from worktracker.desktop.look import look, scaled

WIDTH = 13.5
"""In heights of a line."""


class Steps(QFrame):
    """The pages' names below each other, with the one in sight marked by weight and by a filled number.

    Args:
        names: of the pages.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._now = 0
        line = self.fontMetrics().height()
        self._icon = QLabel()
        size = round(line * 2.4)
        ratio = self.devicePixelRatioF()
        picture = drawn("icons/worktracker.svg", QSize(round(size * ratio), round(size * ratio)))
        picture.setDevicePixelRatio(ratio)
        self._icon.setPixmap(picture)
        name = QLabel("worktracker")
        name.setFont(scaled(self.font(), 1.1, bold=True))
        keep_side(name)
        self._steps = [_Step(number, text) for number, text in enumerate(names, 1)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 28, 16, 22)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(name)
        layout.addSpacing(round(line * 0.9))
        for step in self._steps:
            layout.addWidget(step)
        layout.addStretch()
        layout.addWidget(remark(self.tr("Nothing is recorded before the end of it.")))
        self.setFixedWidth(round(line * WIDTH))
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Mark the page that is in sight."""
        for number, step in enumerate(self._steps):
            step.mark(now=number == now, done=number < now)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().sidebar)
        painter.end()


class _Step(QWidget):
    """A number in a circle, and a name."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__()
        self._number = number
        self._is_now = self._is_done = False
        line = self.fontMetrics().height()
        self._circle = round(line * 1.45)
        self._label = QLabel(text)
        self._label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(margins(self._circle + 10, 2, 0, 2, right_to_left=self.isRightToLeft()))
        layout.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(self._circle + 4)

    def mark(self, *, now: bool, done: bool) -> None:
        """Whether it is the page in sight, or one before."""
        self._is_now, self._is_done = now, done
        self._label.setFont(scaled(self.font(), 1.0, bold=now))
        self._colour()
        states = {(True, False): self.tr("%1, shown now"), (False, True): self.tr("%1, done")}
        self._label.setAccessibleName(states.get((now, done), "%1").replace("%1", self._label.text()))
        self.update()

    def _colour(self) -> None:
        # Not by a property: to have the style look at it again, PySide 6.12 would take the style for its own.
        palette = self._label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().ink if self._is_now else look().secondary)
        self._label.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: from light to dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        colours = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(0.5, (self.height() - self._circle) / 2 + 0.5, self._circle - 1, self._circle - 1)
        circle = mirrored(circle, QRectF(self.rect()), right_to_left=self.isRightToLeft())
        painter.setPen(QPen(colours.now if self._is_now else colours.secondary, 1.2))
        if self._is_now:
            painter.setBrush(colours.now)
        painter.drawEllipse(circle)
        painter.setPen(colours.card if self._is_now else colours.secondary)
        painter.setFont(scaled(self.font(), 0.85, bold=self._is_now))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "✓" if self._is_done else str(self._number))
        painter.end()
