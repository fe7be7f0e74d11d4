"""The dialog in which a passphrase is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from worktracker.desktop.look import TITLE, look, palette, scaled
from worktracker.desktop.window.style import window_style
from worktracker.keys.passphrase import LEAST_CHARACTERS, is_short


class PassphraseDialog(QDialog):
    """Asks for the passphrase, or, for a new store, for one and the same again.

    Args:
        new: whether it is chosen now.
        remark: what was wrong before; may be empty.
    """

    def __init__(self, *, new: bool, remark: str) -> None:
        super().__init__()
        self._new = new
        self.setWindowTitle(self.tr("worktracker: passphrase"))
        colours = look()
        self.setPalette(palette(colours))
        self.setStyleSheet(window_style(colours))
        self._first = self._field(self.tr("Passphrase"))
        self._second = self._field(self.tr("Passphrase once more"))
        # Told in the same place whether the passphrase was wrong or the two differ.
        self._remark = QLabel(remark)
        self._remark.setWordWrap(True)
        self._remark.setProperty("wrong", True)
        self._body = layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(16)
        for part in self._words():
            layout.addWidget(part)
        layout.addLayout(self._form())
        layout.addWidget(self._remark)
        layout.addLayout(self._buttons())
        line = self.fontMetrics().height()
        width = min(max(420, line * 30), self.screen().availableGeometry().width() - 32)
        self.setFixedWidth(width)
        self._check()
        self._remark.setText(remark)
        self._fit()

    def ask(self) -> str | None:
        """Show it until it is answered; None if the user gives no passphrase."""
        answered = self.exec() == QDialog.DialogCode.Accepted
        passphrase = self._first.text() if answered else None
        self.deleteLater()
        return passphrase

    def _words(self) -> tuple[QLabel, QLabel]:
        title = QLabel(self.tr("Choose a passphrase") if self._new else self.tr("Open your record"))
        title.setFont(scaled(self.font(), TITLE, bold=True))
        question = QLabel(
            self.tr(
                "This system has no keyring for the key to your record, so a passphrase keeps it. "
                "Without it or the recovery phrase, which you can write down later, nobody can open the "
                "record."
            )
            if self._new
            else self.tr("It opens with your passphrase.")
        )
        question.setWordWrap(True)
        return title, question

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        rows = [(self.tr("&Passphrase"), self._first)]
        if self._new:
            rows.append((self.tr("Once &more"), self._second))
        for number, (text, field) in enumerate(rows):
            label = QLabel(text)
            label.setBuddy(field)
            form.addWidget(label, number, 0)
            form.addWidget(field, number, 1)
        return form

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.setMinimumHeight(round(self.fontMetrics().height() * 1.9))
        field.textChanged.connect(self._check)
        return field

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("&Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._accept = QPushButton(self.tr("Make the &record") if self._new else self.tr("&Open"))
        self._accept.setDefault(True)
        self._accept.setProperty("primary", True)
        self._accept.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for button in (cancel, self._accept):
            row.addWidget(button)
        return row

    def _check(self) -> None:
        typed, again = self._first.text(), self._second.text()
        same = not self._new or typed == again
        short = self._new and is_short(typed)
        self._accept.setEnabled(bool(typed) and same and not short)
        if self._new and again and not same:
            self._remark.setText(self.tr("The two differ."))
        elif self._new and again and short:
            self._remark.setText(self.tr("It needs at least %n characters.", "", LEAST_CHARACTERS))
        else:
            self._remark.setText("")
        self._fit()

    def _fit(self) -> None:
        """Be as high as all lines need at this width: Qt reckons with the width it would like to have."""
        self.ensurePolished()
        needed = self._body.totalHeightForWidth(self.width())
        self.setMinimumHeight(needed)
        self.resize(self.width(), needed)
