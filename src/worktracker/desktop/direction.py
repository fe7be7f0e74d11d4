"""Windows for scripts that run from right to left: laid out from left to right, mirrored when painted."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDateTimeEdit, QLabel


def mirrored(box: QRectF, whole: QRectF, *, right_to_left: bool) -> QRectF:
    """A box within another, from the other side where the user's script runs from right to left."""
    if not right_to_left:
        return box
    return QRectF(whole.left() + whole.right() - box.right(), box.top(), box.width(), box.height())


def write(painter: QPainter, box: QRectF, text: str, *, at_end: bool) -> None:
    """Write a line at the left of a box, or ``at_end`` at its right, in the middle of its height."""
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the text's own
    side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(box, int(flags), text)


def keep_side(label: QLabel) -> None:
    """Let a label begin where lines begin, also one with words that run the other way; Qt would turn it."""
    if label.isRightToLeft():
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)


def margins(begin: int, top: int, end: int, bottom: int, *, right_to_left: bool) -> QMargins:
    """Margins by where lines begin and end; Qt takes left and right, and mirrors neither."""
    left, right = (end, begin) if right_to_left else (begin, end)
    return QMargins(left, top, right, bottom)


def keep_order(field: QDateTimeEdit) -> None:
    """Hours stand before minutes in every script; Qt would turn the parts of a time around that is edited."""
    field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
