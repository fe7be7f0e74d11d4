"""The wheel scrolls the page: no field below the pointer takes it for itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


def leave_wheel(widget: QWidget) -> None:
    """Have the wheel scroll the page and never change what the pointer happens to rest on."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_Wheel(widget))


class _Wheel(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt's hook: hand the wheel on to what lies below."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False
