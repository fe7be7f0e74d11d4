"""The third page: where the key of the record is, and how to have it back when that is lost."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from worktracker.desktop.direction import margins
from worktracker.desktop.first_run.page import Page, choose, remark
from worktracker.desktop.first_run.recovery import Recovery
from worktracker.keys.passphrase import LEAST_CHARACTERS, is_short
from worktracker.keys.slots import KeySlots

_KEYRING, _BOTH, _ALONE = range(3)


class KeyPage(Page):
    """Chooses the way to the key where there is a choice, and shows the recovery phrase to whoever asks.

    Args:
        slots: the ways that there are.
        key: the record's key.
    """

    changed = Signal()
    """Whether what is chosen is complete may be another."""

    def __init__(self, slots: KeySlots, key: bytes) -> None:
        super().__init__()
        self.head(
            self.tr("The key of your record"),
            self.tr("The record is encrypted. Whoever has its key can read it; without it nobody can."),
        )
        self._ways = QButtonGroup(self)
        self._fields = QWidget()
        self._first = self._field(self.tr("Passphrase"))
        self._second = self._field(self.tr("Passphrase once more"))
        self._remark = QLabel()
        self._remark.setProperty("wrong", True)
        self._remark.setWordWrap(True)
        part = self.section(self.tr("Where it is kept"))
        if slots.current.passphrase is None:
            self._offer(part)
        else:
            part.addWidget(QLabel(self._words(slots)))
        self._recovery = Recovery(key)
        self._recovery.changed.connect(self._show_recovery)
        part = self.section(self.tr("If that is lost"))
        part.addWidget(
            remark(
                self.tr(
                    "The recovery phrase is the key in 24 words. Written down on paper, it opens the"
                    " record on any computer. It can be shown later, too."
                )
            )
        )
        part.addWidget(self._recovery)
        self.end()
        self._check()

    def begin(self) -> None:
        """See :meth:`Page.begin`."""
        first = self._ways.checkedButton() or self._recovery
        first.setFocus()

    @property
    def passphrase(self) -> str | None:
        """The new passphrase; None if none is wanted."""
        return self._first.text() if self._ways.checkedId() in (_BOTH, _ALONE) else None

    @property
    def alone(self) -> bool:
        """Whether the key is to leave the keyring."""
        return self._ways.checkedId() == _ALONE

    @property
    def complete(self) -> bool:
        """Whether what is chosen can be kept."""
        return self.passphrase is None or not self._fault()

    def forget(self) -> None:
        """Keep nothing of what was typed or shown."""
        self._first.clear()
        self._second.clear()
        self._recovery.forget()

    def _offer(self, part: QVBoxLayout) -> None:
        texts = (
            (self.tr("In this system's &keyring"), self.tr("It opens with your login; nothing is asked.")),
            (
                self.tr("In the keyring, and behind a passphrase as we&ll"),
                self.tr("The passphrase opens it where the keyring does not, and the window when it hides."),
            ),
            (
                self.tr("Behind a passphrase al&one"),
                self.tr(
                    "It is asked for each time the app starts."
                    " Without it or the recovery phrase nobody can open the record."
                ),
            ),
        )
        style = QApplication.style()
        indent = style.pixelMetric(QStyle.PixelMetric.PM_ExclusiveIndicatorWidth)
        indent += style.pixelMetric(QStyle.PixelMetric.PM_RadioButtonLabelSpacing)
        for number, (text, words) in enumerate(texts):
            button = QRadioButton(text)
            button.setAccessibleDescription(words)
            self._ways.addButton(button, number)
            option = QVBoxLayout()
            option.setSpacing(1)
            option.addWidget(button)
            option.addWidget(_indented(remark(words), indent))
            part.addLayout(option)
        choose(self._ways, _KEYRING)
        form = QGridLayout(self._fields)
        _indented(self._fields, indent)
        form.setContentsMargins(0, 2, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for number, (text, field) in enumerate(
            ((self.tr("Passp&hrase"), self._first), (self.tr("Once &more"), self._second))
        ):
            label = QLabel(text)
            label.setBuddy(field)
            form.addWidget(label, number, 0)
            form.addWidget(field, number, 1)
        form.addWidget(self._remark, 2, 1)
        part.addWidget(self._fields)
        QWidget.setTabOrder(self._ways.button(_ALONE), self._first)
        QWidget.setTabOrder(self._first, self._second)
        self._ways.idToggled.connect(self._check)

    def _words(self, slots: KeySlots) -> str:
        if slots.current.keyring is None:
            return self.tr(
                "Behind your passphrase. Without it or the recovery phrase nobody can open the record."
            )
        return self.tr("In this system's keyring, and behind your passphrase.")

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.textChanged.connect(self._check)
        return field

    def _fault(self) -> str:
        typed, again = self._first.text(), self._second.text()
        if is_short(typed):
            return self.tr("It needs at least %n characters.", "", LEAST_CHARACTERS)
        return "" if typed == again else self.tr("The two differ.")

    def _show_recovery(self) -> None:
        """Bring the words, or the question for them, into sight when they have their place."""
        QTimer.singleShot(0, self._see_recovery)

    def _see_recovery(self) -> None:
        self.ensureWidgetVisible(self._recovery, 0, 20)

    def _check(self) -> None:
        wanted = self._ways.checkedId() in (_BOTH, _ALONE)
        self._fields.setVisible(wanted)
        said = self._fault() if wanted and self._second.text() else ""
        self._remark.setText(said)
        self.changed.emit()


def _indented(widget: QWidget, by: int) -> QWidget:
    widget.setContentsMargins(margins(by, 0, 0, 2, right_to_left=widget.isRightToLeft()))
    return widget
