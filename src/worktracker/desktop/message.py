"""Questions and errors, in the look of the other windows."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox

from worktracker.desktop.look import button_style, look, palette


def dress(box: QMessageBox) -> None:
    """Give a message that has all of its buttons our colours, and lines of a length to be read."""
    colours = look()
    box.setPalette(palette(colours))
    box.setIcon(QMessageBox.Icon.NoIcon)
    width = box.fontMetrics().height() * 24
    box.setStyleSheet(
        f"QLabel#qt_msgbox_label {{ font-weight: 600; min-width: {width}px; }}"
        f"QLabel#qt_msgbox_informativelabel {{ min-width: {width}px; }}"
    )
    for button in box.buttons():
        button.setIcon(QIcon())
        button.setStyleSheet(button_style(colours))
