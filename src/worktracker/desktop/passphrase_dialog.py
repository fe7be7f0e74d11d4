"""The dialog in which a passphrase is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout


class PassphraseDialog(QDialog):
    """Asks for the passphrase, or, for a new store, for one and the same again.

    Args:
        new: whether it is chosen now.
        remark: what was wrong before; may be empty.
    """

    def __init__(self, *, new: bool, remark: str) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("worktracker: passphrase"))
        question = QLabel(
            self.tr(
                "No keyring of this system can keep the key to your record. Choose a passphrase instead. "
                "Without it the record can't be opened."
            )
            if new
            else self.tr("The record opens with your passphrase.")
        )
        question.setWordWrap(True)
        self._remark = QLabel(remark)
        self._remark.setVisible(bool(remark))
        self._first = self._field()
        self._second = self._field()
        form = QFormLayout()
        form.addRow(self.tr("Passphrase"), self._first)
        if new:
            form.addRow(self.tr("Once more"), self._second)
        self._new = new
        self._buttons = QDialogButtonBox()
        self._accept = self._buttons.addButton(
            self.tr("Make the record") if new else self.tr("Open"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        for part in (question, self._remark):
            layout.addWidget(part)
        layout.addLayout(form)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(420)
        self._check()

    def ask(self) -> str | None:
        """Show it until it is answered; None if the user gives no passphrase."""
        answered = self.exec() == QDialog.DialogCode.Accepted
        passphrase = self._first.text() if answered else None
        self.deleteLater()
        return passphrase

    def _field(self) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textChanged.connect(self._check)
        return field

    def _check(self) -> None:
        if hasattr(self, "_accept"):
            same = not self._new or self._first.text() == self._second.text()
            self._accept.setEnabled(bool(self._first.text()) and same)
