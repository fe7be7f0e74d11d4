"""The recovery phrase in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from worktracker.desktop.first_run.recovery import Recovery
from worktracker.desktop.look import TITLE, look, palette, scaled
from worktracker.desktop.window.style import window_style


class PhraseDialog(QDialog):
    """Says what the phrase is, shows it when that is asked for, and asks two of its words back.

    Args:
        parent: the window.
        key: the record's raw key.
    """

    def __init__(self, parent: QWidget, key: bytes) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("worktracker: recovery phrase"))
        colours = look()
        self.setPalette(palette(colours))
        self.setStyleSheet(window_style(colours))
        title = QLabel(self.tr("Recovery phrase"))
        title.setFont(scaled(self.font(), TITLE, bold=True))
        words = QLabel(
            self.tr(
                "24 words that open your whole record, on any computer, for whoever has them. Show them only"
                " where nobody looks over your shoulder and no screen is shared."
            )
        )
        words.setWordWrap(True)
        self.recovery = Recovery(key)
        # When it has its new height.
        self.recovery.changed.connect(lambda: QTimer.singleShot(0, self, self._make_room))
        close = QPushButton(self.tr("&Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(16)
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addWidget(self.recovery)
        layout.addStretch(1)
        layout.addLayout(foot)
        line = self.fontMetrics().height()
        self.resize(line * 36, line * 22)

    def _make_room(self) -> None:
        """Be as high as what is shown now needs."""
        self.resize(self.width(), max(self.height(), self._layout.totalHeightForWidth(self.width())))

    def done(self, result: int) -> None:
        """Qt's hook: the words are gone with the window."""
        self.recovery.forget()
        super().done(result)
