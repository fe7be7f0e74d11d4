"""Questions, notices and errors, in the look of the other windows."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QGridLayout, QLabel, QMessageBox, QSizePolicy

from worktracker.desktop.look import button_style, look, palette
from worktracker.desktop.said import said_text
from worktracker.errors import WorkTrackerError

_MARGIN = 20
_LONGEST = 30
"""Letters of a word, or of a name in a path, that is not broken unless it is longer."""


def notice(title: str, text: str, more: str = "") -> QMessageBox:
    """A message with nothing to decide."""
    box = QMessageBox(QMessageBox.Icon.Information, title, text)
    box.setInformativeText(more)
    box.addButton(QMessageBox.StandardButton.Ok)
    return box


def problem(error: WorkTrackerError) -> QMessageBox:
    """The message of an error."""
    return notice(said_text(error.title), said_text(error.message), said_text(error.hint))


def dress(box: QMessageBox) -> None:
    """Give a message that has all of its buttons our colours, and lines of a length to be read."""
    colours = look()
    box.setPalette(palette(colours))
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    width = box.fontMetrics().height() * 24
    # Not the upper one: Qt breaks its lines only where it would make the window too wide.
    box.setStyleSheet(
        "QLabel#qt_msgbox_label { font-weight: 600; }"
        f"QLabel#qt_msgbox_informativelabel {{ min-width: {width}px; }}"
    )
    for label in box.findChildren(QLabel):
        text = breakable(label.text())
        if text != label.text():
            label.setText(text)
        else:
            # Not of the others: what is copied from them would hold the places where they may break.
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    _align(box)
    for button in box.buttons():
        button.setIcon(QIcon())
        destroys = box.buttonRole(button) is QMessageBox.ButtonRole.DestructiveRole
        button.setProperty("destructive", destroys)
        button.setStyleSheet(button_style(colours))


def _align(box: QMessageBox) -> None:
    """Let the text begin where the buttons do: Qt keeps room for an icon, though there is none."""
    layout = box.layout()
    if not isinstance(layout, QGridLayout):
        return
    layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN - 4)
    layout.setVerticalSpacing(10)
    room = layout.itemAtPosition(0, 0)
    if room is not None and (spacer := room.spacerItem()) is not None:
        spacer.changeSize(0, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout.setHorizontalSpacing(0)
        layout.setColumnStretch(1, 1)


def breakable(text: str) -> str:
    """The text with places to break a line (U+200B) in its long words: after each ``/``, or anywhere."""
    return re.sub(rf"\S{{{_LONGEST},}}", lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    parts = word.split("/")
    return "/\u200b".join("\u200b".join(part) if len(part) > _LONGEST else part for part in parts)
