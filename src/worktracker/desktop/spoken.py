"""What our own widgets are to a screen reader: Qt takes what it does not know for a mere container."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLineEdit, QToolButton, QWidget

WINDOW = QAccessible.Role.Window
DRAWING = QAccessible.Role.Chart
TEXT = QAccessible.Role.Document


@cache
def speak_roles() -> None:
    """Tell the role of each widget whose class has one in ``spoken_role``; it stays so for the program."""
    QAccessible.installFactory(_interface)


def name_clear_button(field: QLineEdit) -> None:
    """Give the button that empties a field a name: Qt's has a picture only."""
    for button in field.findChildren(QToolButton):
        button.setAccessibleName(QCoreApplication.translate("Spoken", "Empty the field"))


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(type(thing), "spoken_role", None)
    if role is None or not isinstance(thing, QWidget):
        return None
    return QAccessibleWidget(thing, role)
