"""The control that takes a combination of keys as it is pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from worktracker.desktop.settings.fields import Field

_HELD = (
    ("ctrl", Qt.KeyboardModifier.ControlModifier),
    ("alt", Qt.KeyboardModifier.AltModifier),
    ("super", Qt.KeyboardModifier.MetaModifier),
    ("shift", Qt.KeyboardModifier.ShiftModifier),
)
_ALONE = (Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_Shift, Qt.Key.Key_AltGr,
          Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock)  # fmt: skip


def keys_text(key: int, held: Qt.KeyboardModifier) -> str:
    """What the settings call a key that is pressed with others held; its number where they name it not."""
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        name = chr(key).lower()
    elif Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12:
        name = f"f{key - Qt.Key.Key_F1 + 1}"
    else:
        name = "pause" if key == Qt.Key.Key_Pause else f"key {key:x}"
    return "+".join([*(word for word, modifier in _HELD if held & modifier), name])


class _Recorder(QPushButton):
    """Listens for one combination after it was pressed, until there is one or the focus goes."""

    def __init__(self, field: HotkeyField) -> None:
        super().__init__()
        self._field = field
        self.setCheckable(True)
        self.toggled.connect(self._toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        if not self.isChecked():
            super().keyPressEvent(event)
            return
        key = event.key()
        if key in _ALONE:
            return
        self.setChecked(False)
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._field.chosen.emit("off")
        elif key not in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._field.chosen.emit(keys_text(key, event.modifiers()))

    def _toggled(self, on: bool) -> None:
        self._field.listening(on=on)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        self.setChecked(False)
        super().focusOutEvent(event)


class HotkeyField(Field):
    """Press it, then the keys; Delete for none, Escape for what it was."""

    def __init__(self) -> None:
        super().__init__()
        self._value = "off"
        self._button = _Recorder(self)
        self._clear = QPushButton("✕")
        self._clear.setProperty("flat", True)
        self._clear.setAccessibleName(self.tr("No keys"))
        self._clear.setToolTip(self.tr("No keys"))
        self._clear.clicked.connect(lambda: self.chosen.emit("off"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._button, 1)
        layout.addWidget(self._clear)
        self.setFocusProxy(self._button)

    def show_value(self, value: str) -> None:
        """Show it."""
        self._value = value
        self._clear.setVisible(value != "off")
        self.listening(on=self._button.isChecked())

    def listening(self, *, on: bool) -> None:
        """Say that keys are waited for, or which there are."""
        names = {"ctrl": self.tr("Ctrl"), "shift": self.tr("Shift"), "alt": self.tr("Alt")}
        shown = self.tr("Choose keys…") if self._value == "off" else "+".join(
            names.get(word, word.capitalize()) for word in self._value.split("+")
        )  # fmt: skip
        self._button.setText(self.tr("Press the keys…") if on else shown)
        self._button.setAccessibleDescription(shown)

    def name(self, name: str) -> None:
        """Say what the keys do."""
        self._button.setAccessibleName(name)
