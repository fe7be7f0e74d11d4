"""Controls that show one setting's value and tell the one that is chosen instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, QTime, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QSpinBox, QTimeEdit, QWidget

from worktracker.desktop.direction import keep_order, write
from worktracker.desktop.look import look
from worktracker.desktop.window.choice import Choice
from worktracker.desktop.window.wheel import leave_wheel


class Option(NamedTuple):
    """One value of a setting, and what it is called."""

    value: str
    words: str


class Field(QWidget):
    """Shows one value; for those that derive from this one."""

    chosen = Signal(str)
    """Another value, as text; whether it can be is not known yet."""

    def show_value(self, value: str) -> None:
        """Show this one, unless another is being written at the moment."""
        raise NotImplementedError

    @property
    def is_edited(self) -> bool:
        """Whether something is written that does not hold."""
        return False

    def drop_edit(self) -> None:
        """Let :meth:`show_value` replace what was being written."""

    def name(self, name: str) -> None:
        """Say what the control is to those who can't see it."""
        raise NotImplementedError

    def _hold(self, control: QWidget) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(control)
        self.setFocusProxy(control)


class Switch(QAbstractButton):
    """On or off: where the knob stands, and the word beside it."""

    def __init__(self, on: str = "", off: str = "") -> None:
        super().__init__()
        self._words = (off or self.tr("Off"), on or self.tr("On"))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        metrics = QFontMetricsF(self.font())
        words = max(metrics.horizontalAdvance(word) for word in self._words)
        return QSize(round(words + 10 + self._height() * 1.8 + 4), round(max(metrics.height(), 0) + 10))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        colours, on = look(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._height()
        width = height * 1.8
        reverse = self.isRightToLeft()
        left = 2 if reverse else self.width() - width - 2
        track = QRectF(left, (self.height() - height) / 2, width, height)
        painter.setPen(QPen(colours.now if on else colours.secondary, 1.2))
        painter.setBrush(colours.now if on else colours.card)
        painter.drawRoundedRect(track, height / 2, height / 2)
        knob = height - 6
        left = track.right() - knob - 3 if on is not reverse else track.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.card if on else colours.secondary)
        painter.drawEllipse(QRectF(left, track.top() + 3, knob, knob))
        if self.hasFocus():
            painter.setPen(QPen(colours.ink, 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = track.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        painter.setPen(colours.ink if self.isEnabled() else colours.secondary)
        words = QRectF(0, 0, self.width() - width - 12, self.height())
        if reverse:
            words.moveLeft(track.right() + 10)
        write(painter, words, self._words[on], at_end=not reverse)
        painter.end()

    def _height(self) -> float:
        return QFontMetricsF(self.font()).height() * 1.1


class SwitchField(Field):
    """``on`` or ``off``."""

    def __init__(self) -> None:
        super().__init__()
        self.switch = Switch()
        self.switch.clicked.connect(self._clicked)
        self._hold(self.switch)

    def show_value(self, value: str) -> None:
        """Show it."""
        self.switch.setChecked(value == "on")

    def name(self, name: str) -> None:
        """Say what it switches."""
        self.switch.setAccessibleName(name)

    def _clicked(self, on: bool) -> None:
        self.chosen.emit("on" if on else "off")


class ChoiceField(Field):
    """One of a few values."""

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__()
        self.box = Choice()
        for option in options:
            self.box.addItem(option.words, option.value)
        self.box.activated.connect(self._activated)
        self._hold(self.box)

    def show_value(self, value: str) -> None:
        """Show it."""
        self.box.setCurrentIndex(self.box.findData(value))

    def name(self, name: str) -> None:
        """Say what is chosen."""
        self.box.setAccessibleName(name)

    def _activated(self, place: int) -> None:
        self.chosen.emit(self.box.itemData(place))


class TextField(Field):
    """A value that is written, with some to choose from; it counts when it is left, or with Return."""

    def __init__(self, options: Sequence[Option] = ()) -> None:
        super().__init__()
        self.box = Choice()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setCompleter(None)  # type: ignore[arg-type] - Qt's own way to have none
        for option in options:
            self.box.addItem(option.words, option.value)
        self.box.setCurrentIndex(-1)
        self._shown = ""
        line = self.box.lineEdit()
        assert line is not None
        self._line = line
        line.editingFinished.connect(self._written)
        self.box.activated.connect(self._activated)
        self._hold(self.box)

    def show_value(self, value: str) -> None:
        """Show it, by its name where it has one."""
        words = self._words(value)
        if not self.is_edited or self._line.text() == words:
            self._shown = words
            self._line.setText(words)

    def drop_edit(self) -> None:
        """What is written is not wanted any more."""
        self._line.setText(self._shown)

    def name(self, name: str) -> None:
        """Say what is written."""
        self.box.setAccessibleName(name)
        self._line.setAccessibleName(name)

    @property
    def is_edited(self) -> bool:
        """Whether something is written that does not hold."""
        return self._line.text() != self._shown

    def _words(self, value: str) -> str:
        place = self.box.findData(value)
        return self.box.itemText(place) if place >= 0 else value

    def _written(self) -> None:
        text = self._line.text().strip()
        if text == self._shown:
            return
        for place in range(self.box.count()):
            if text.casefold() == self.box.itemText(place).casefold():
                text = self.box.itemData(place)
        self.chosen.emit(text)

    def _activated(self, place: int) -> None:
        self.chosen.emit(self.box.itemData(place))


class NumberField(Field):
    """A whole number."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.box = QSpinBox()
        self.box.setRange(least, most)
        self.box.setKeyboardTracking(False)
        self.box.lineEdit().setTextMargins(7, 0, 7, 0)
        leave_wheel(self.box)
        self.box.valueChanged.connect(self._changed)
        self._hold(self.box)

    def show_value(self, value: str) -> None:
        """Show it."""
        self.box.blockSignals(True)
        self.box.setValue(int(value))
        self.box.blockSignals(False)

    def name(self, name: str) -> None:
        """Say what it counts."""
        self.box.setAccessibleName(name)

    def _changed(self, number: int) -> None:
        self.chosen.emit(str(number))


class TimeField(Field):
    """A time of day, as the user's locale writes it."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QTimeEdit()
        keep_order(self.box)
        self.box.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        self.box.lineEdit().setTextMargins(7, 0, 7, 0)
        leave_wheel(self.box)
        self.box.editingFinished.connect(self._written)
        self._shown = QTime()
        self._hold(self.box)

    def show_value(self, value: str) -> None:
        """Show it."""
        if self.box.time() == self._shown or not self.box.hasFocus():
            self._shown = QTime(*map(int, value.split(":")))
            self.box.setTime(self._shown)

    @property
    def is_edited(self) -> bool:
        """Whether another time is written than the one that holds."""
        return self.box.time() != self._shown

    def drop_edit(self) -> None:
        """What is written is not wanted any more."""
        self.box.setTime(self._shown)

    def name(self, name: str) -> None:
        """Say which time it is."""
        self.box.setAccessibleName(name)

    def _written(self) -> None:
        time = self.box.time()
        if time != self._shown:
            self.chosen.emit(f"{time.hour():02d}:{time.minute():02d}")
