"""What stands in place of a window's content that nobody has used for a while."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from weakref import ref

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from worktracker.desktop.look import TITLE, button_style, look, palette, scaled
from worktracker.keys.fetch import require_passphrase
from worktracker.keys.slots import KeySlots
from worktracker.keys.trouble import KeyUnavailableError
from worktracker.loop import Loop

_USE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)


class Unused(QObject):
    """Tells when a window was not used for a time: no key, click, wheel or movement in it.

    Args:
        window: whose use counts.
        wait_ms: how long.
    """

    over = Signal()

    def __init__(self, window: QWidget, wait_ms: int) -> None:
        super().__init__(window)
        self._window = window
        self._wait_ms = wait_ms
        self._since_use = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.over)
        self._begin()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def wait(self, wait_ms: int) -> None:
        """Tell after another time, which counts from the last use all the same."""
        if wait_ms != self._wait_ms:
            self._wait_ms = wait_ms
            self._timer.start(max(0, wait_ms - self._since_use.elapsed()))

    def end(self) -> None:
        """Tell nothing any more."""
        self._timer.stop()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt's hook: begin anew at each use, and let everything pass."""
        if event.type() in _USE and isinstance(watched, QWidget) and self._is_its(watched.window()):
            self._begin()
        return False

    def _begin(self) -> None:
        """It is used now."""
        self._since_use.start()
        self._timer.start(self._wait_ms)

    def _is_its(self, window: QWidget) -> bool:
        """Whether it is the window, or a dialog of its."""
        parent = window.parentWidget()
        return window is self._window or (parent is not None and parent.window() is self._window)


class Cover(QWidget):
    """Asks for the passphrase if the record has one; else a click uncovers, and the words say so.

    Args:
        slots: the ways to the record's key.
        loop: where it is told what came of a passphrase.
    """

    uncovered = Signal()

    def __init__(self, slots: KeySlots, loop: Loop) -> None:
        super().__init__()
        self._loop = loop
        self._slots = slots if slots.current.passphrase is not None else None
        self._title = QLabel(self.tr("Hidden"))
        self._title.setFont(scaled(self.font(), TITLE, bold=True))
        words = QLabel(
            self.tr("Nobody used this window for a while. Recording is not changed by that.")
            if self._slots
            else self.tr(
                "Nobody used this window for a while. Recording is not changed by that. Your record has no "
                "passphrase to ask for, so this keeps it from passing eyes only."
            )
        )
        words.setWordWrap(True)
        self._passphrase = QLineEdit()
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.setPlaceholderText(self.tr("Passphrase"))
        self._passphrase.setAccessibleName(self.tr("Passphrase"))
        self._passphrase.setVisible(self._slots is not None)
        self._passphrase.setMinimumHeight(round(self.fontMetrics().height() * 1.9))
        self._passphrase.returnPressed.connect(self._show)
        self._remark = QLabel()
        self._button = QPushButton(self.tr("&Show"))
        self._button.setProperty("primary", True)
        self._button.clicked.connect(self._show)
        self._arrange(words)
        self.setFocusProxy(self._passphrase if self._slots else self._button)
        self.colour()

    def colour(self) -> None:
        """Follow the desktop from light to dark."""
        colours = look()
        self.setPalette(palette(colours))
        self._button.setStyleSheet(button_style(colours))
        self._remark.setStyleSheet(f"color: {colours.recording.name()};")

    def _arrange(self, words: QLabel) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._passphrase, 1)
        row.addWidget(self._button)
        if self._slots is None:
            row.addStretch()
        inner = QWidget()
        inner.setFixedWidth(round(self.fontMetrics().height() * 26))
        column = QVBoxLayout(inner)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(self._remark)
        across = QHBoxLayout()  # not an alignment: that would take lines that wrap for one line
        across.addStretch()
        across.addWidget(inner)
        across.addStretch()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)

    def _show(self) -> None:
        typed = self._passphrase.text()
        self._passphrase.clear()
        self._remark.clear()
        if self._slots is None:
            self.uncovered.emit()
            return
        self._let_type(on=False)
        # It takes a third of a second, as it must: too long for Qt's thread. And the other must not be the
        # last to know of this widget: it would free it.
        work = partial(_try, self._slots, typed, self._loop, ref(self))
        threading.Thread(target=work, name="passphrase", daemon=True).start()

    def tried(self, opens: bool) -> None:
        """Uncover what is below, or say that the passphrase is another."""
        self._let_type(on=True)
        if opens:
            self.uncovered.emit()
            return
        self._remark.setText(self.tr("That is not the passphrase."))
        self._passphrase.setFocus()

    def _let_type(self, *, on: bool) -> None:
        self._passphrase.setEnabled(on)
        self._button.setEnabled(on)


def _try(slots: KeySlots, passphrase: str, loop: Loop, cover: ref[Cover]) -> None:
    """Tell whether ``passphrase`` opens the slot."""
    opens = False
    with suppress(KeyUnavailableError):
        require_passphrase(slots, passphrase)
        opens = True
    loop.call_soon_threadsafe(partial(_tell, cover, opens))


def _tell(cover: ref[Cover], opens: bool) -> None:
    there = cover()
    if there is not None and isValid(there):  # its window may have gone
        there.tried(opens)
