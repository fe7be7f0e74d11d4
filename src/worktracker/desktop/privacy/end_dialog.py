"""The question before everything is erased: it takes words that are typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from worktracker.desktop.look import TITLE, look, palette, scaled
from worktracker.desktop.window.style import window_style


class EndDialog(QDialog):
    """Erases everything when its words were typed and its button pressed.

    Args:
        parent: the window.
        erase: does it.
    """

    def __init__(self, parent: QWidget, erase: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("worktracker: erase everything"))
        colours = look()
        self.setPalette(palette(colours))
        self.setStyleSheet(window_style(colours))
        self._erase = erase
        self._wanted = self.tr("erase everything")
        title = QLabel(self.tr("Erase everything?"))
        title.setFont(scaled(self.font(), TITLE, bold=True))
        words = QLabel(
            self.tr(
                "The key is destroyed and every file erased: the record, its copies, settings and logs."
                " worktracker ends. Nobody can bring it back, unless the recovery phrase is written down and"
                " a copy lies elsewhere."
            )
        )
        words.setWordWrap(True)
        ask = QLabel(self.tr("To go on, type: %1").replace("%1", self._wanted))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(ask.text())
        self.typed.textChanged.connect(self._check)
        ask.setBuddy(self.typed)
        cancel = QPushButton(self.tr("&Cancel"))
        cancel.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.button = QPushButton(self.tr("&Erase everything"))
        self.button.setProperty("destructive", True)
        self.button.setAutoDefault(False)
        self.button.setEnabled(False)
        self.button.clicked.connect(self._go)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(14)
        for part in (title, words, ask, self.typed):
            layout.addWidget(part)
        layout.addSpacing(6)
        layout.addLayout(row)
        self.setFixedWidth(round(self.fontMetrics().height() * 32))
        self.ensurePolished()
        self.setMinimumHeight(layout.totalHeightForWidth(self.width()))  # all lines of the words
        self.typed.setFocus()

    def _check(self, text: str) -> None:
        self.button.setEnabled(" ".join(text.casefold().split()) == self._wanted.casefold())

    def _go(self) -> None:
        erase = self._erase
        self.accept()
        erase()
