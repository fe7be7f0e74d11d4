"""What every drawing of a report is: a surface with marks that can be pointed at, walked to, and opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from worktracker.desktop.direction import mirrored, write
from worktracker.desktop.look import HUES, SMALL, Look, between, hatch, look, scaled, themed
from worktracker.desktop.spoken import DRAWING
from worktracker.desktop.window.tips import plain_tip
from worktracker.model.span import State

REST = -1
"""The number of the colour for all that has none of its own."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What something is painted with: a category's own colour, a numbered one, or a state's hatching."""

    colour: str | None = None
    number: int = 0
    state: State | None = None

    def brush(self, colours: Look) -> QBrush:
        """The brush on a card of these colours."""
        if self.state is State.PRIVATE:
            return hatch(colours.secondary, dense=True)
        if self.state in (State.IDLE, State.LOCKED):
            return hatch(between(colours.secondary, colours.card), dense=False)
        if self.colour is not None:
            return QBrush(themed(self.colour, colours))
        return QBrush(colours.series[self.number if self.number < 2 * HUES else REST])


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a drawing that stands for a row, some days, or an hour.

    Attributes:
        box: where it can be pointed at.
        text: what it says of itself.
        what: what is opened by it; None: nothing.
        shape: its outline, where that is not its box.
    """

    box: QRectF
    text: str
    what: object = None
    shape: QPainterPath | None = None

    def holds(self, at: QPointF) -> bool:
        """Whether a point is in it."""
        return self.shape.contains(at) if self.shape is not None else self.box.contains(at)


class Chart(QWidget):
    """A drawing; those that derive from it place their marks and paint them."""

    spoken_role = DRAWING
    opened = Signal(object)
    """What was clicked, or opened by Enter."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: Sequence[Mark] = ()
        self.current = -1
        self.hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # For those that derive from it

    def place(self) -> Sequence[Mark]:
        """The marks as they lie in the size that it has."""
        raise NotImplementedError

    def paint(self, painter: QPainter, colours: Look) -> None:
        """Draw."""
        raise NotImplementedError

    def place_again(self) -> None:
        """After what is shown, or its size, has changed."""
        self.marks = self.place()
        self.current = min(self.current, len(self.marks) - 1)
        self.hovered = -1
        self.update()

    def describe(self, name: str) -> None:
        """Say what is shown to those who can't see it."""
        self.setAccessibleName(name)
        texts = [mark.text.replace("\n", ", ") for mark in self.marks[:12]]
        self.setAccessibleDescription("; ".join(texts))

    def mirrored(self, box: QRectF) -> QRectF:
        """A box as laid out from left to right, where it lies in the user's script."""
        return mirrored(box, QRectF(self.rect()), right_to_left=self.isRightToLeft())

    def write(self, painter: QPainter, box: QRectF, text: str, *, at_end: bool = False) -> None:
        """Write a line where lines begin in the user's script, or where they end, in such a box."""
        write(painter, self.mirrored(box), text, at_end=at_end != self.isRightToLeft())

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return QFontMetricsF(self.font()).height()

    # Qt's hooks

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return QSize(480, round(self.line * 12))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return QSize(240, round(self.line * 9.6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text's own
        colours = look()
        self.paint(painter, colours)
        if self.hasFocus() and 0 <= self.current < len(self.marks):
            mark = self.marks[self.current]
            painter.setPen(QPen(colours.now, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if mark.shape is not None:
                painter.drawPath(mark.shape)
            else:
                painter.drawRoundedRect(mark.box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().resizeEvent(event)
        self.place_again()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.place_again()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: what can be opened looks so."""
        found = self._at(event.position())
        if found != self.hovered:
            self.hovered = found
            opens = found >= 0 and self.marks[found].what is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().leaveEvent(event)
        self.hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: open what is clicked."""
        found = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found >= 0:
            self._walk_to(found)
            self._open(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: walk from mark to mark, and open one."""
        step = self.step_of(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current >= 0:
            self._open(self.current)
        elif step and self.marks:
            self._walk_to(max(0, min(len(self.marks) - 1, self.current + step)))
        elif event.key() == Qt.Key.Key_Home and self.marks:
            self._walk_to(0)
        elif event.key() == Qt.Key.Key_End and self.marks:
            self._walk_to(len(self.marks) - 1)
        else:
            super().keyPressEvent(event)

    def step_of(self, key: Qt.Key) -> int:
        """How many marks on an arrow key goes."""
        return {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Left: -1,
        }.get(key, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: the keyboard begins at the first mark."""
        super().focusInEvent(event)
        mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if self.current < 0 and self.marks and not mouse:
            self._walk_to(0)

    def event(self, event: QEvent) -> bool:
        """Qt's hook: say what is under the pointer."""
        if isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            if found >= 0:
                QToolTip.showText(event.globalPos(), plain_tip(self.marks[found].text), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _at(self, at: QPointF) -> int:
        return next((place for place, mark in enumerate(self.marks) if mark.holds(at)), -1)

    def _walk_to(self, place: int) -> None:
        self.current = place
        self.setAccessibleDescription(self.marks[place].text.replace("\n", ", "))
        self.update()

    def _open(self, place: int) -> None:
        if self.marks[place].what is not None:
            self.opened.emit(self.marks[place].what)


def hint_font(widget: QWidget):  # noqa: ANN201 - a QFont
    """The font of remarks in a drawing."""
    return scaled(widget.font(), SMALL)
